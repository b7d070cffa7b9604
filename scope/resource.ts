import {
  checkDuration,
  checkFunction,
  checkKeys,
  checkString,
  optionMessage,
} from "../_internal/check_option.ts";
import type { ScopeExit } from "./exit.ts";

/** What {@linkcode Resource.acquire} is handed. */
export interface AcquireContext {
  /** Aborts when the caller no longer wants the value: timeout, cancellation, scope closed. */
  readonly signal: AbortSignal;
}

/** Says how one kind of thing is acquired and released; made by {@linkcode defineResource}. */
export interface Resource<T> {
  /** Name in trees, events and errors. */
  readonly name: string;
  /** Opens one. What arrives after the caller has given up is released at once. */
  readonly acquire: (context: AcquireContext) => T | PromiseLike<T>;
  /** Releases one; called exactly once for each value that was acquired. */
  readonly release: (value: T, exit: ScopeExit) => unknown;
  /**
   * Milliseconds that acquiring may take.
   *
   * @default {Infinity}
   */
  readonly timeoutMs?: number;
  /**
   * Milliseconds that releasing may take before it is abandoned.
   *
   * @default the scope's `releaseTimeoutMs`
   */
  readonly releaseTimeoutMs?: number;
}

/**
 * Defines a resource: a frozen, checked description that any number of scopes can acquire from.
 *
 * @example A resource that any scope can open
 * ```ts
 * import { defineResource, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const database = defineResource({
 *   name: "database",
 *   acquire: () => Promise.resolve({ query: (text: string) => log.push(text) }),
 *   release: (_connection, exit) => log.push(exit.status),
 *   timeoutMs: 5_000,
 * });
 *
 * await withScope("job", async (job) => {
 *   const connection = await job.acquire(database);
 *   connection.query("select 1");
 * });
 * assert.deepEqual(log, ["select 1", "success"]);
 * ```
 * @throws {TypeError} If a field has the wrong type or does not exist.
 * @throws {RangeError} If a duration is negative.
 */
export function defineResource<T>(resource: Resource<T>): Resource<T> {
  const action = "define the resource";
  checkKeys(action, resource, ["name", "acquire", "release", "timeoutMs", "releaseTimeoutMs"]);
  checkFields(action, resource, "");
  return Object.freeze({ ...resource });
}

/** Checks a resource that may not have been made by {@linkcode defineResource}; it may have more fields. */
export function checkResource<T>(action: string, resource: Resource<T>): void {
  if (typeof resource !== "object" || resource === null) {
    throw new TypeError(optionMessage(action, "resource", "an object", resource));
  }
  checkFields(action, resource, "resource.");
}

function checkFields<T>(action: string, resource: Resource<T>, prefix: string): void {
  checkString(action, `${prefix}name`, resource.name);
  checkFunction(action, `${prefix}acquire`, resource.acquire);
  checkFunction(action, `${prefix}release`, resource.release);
  for (const key of ["timeoutMs", "releaseTimeoutMs"] as const) {
    if (resource[key] !== undefined) checkDuration(action, prefix + key, resource[key]);
  }
}
