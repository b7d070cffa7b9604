import {
  checkDuration,
  checkFunction,
  checkInteger,
  checkKeys,
  checkObject,
  checkString,
  optionMessage,
} from "../_internal/check_option.ts";
import type { ScopeExit } from "./exit.ts";

/** What {@linkcode Resource.acquire} is handed. */
export interface AcquireContext<Needs = unknown> {
  /** Aborts when the caller no longer wants the value: timeout, cancellation, scope closed. */
  readonly signal: AbortSignal;
  /** Which try this is, from 1. */
  readonly attempt: number;
  /** The values of the resources named in {@linkcode Resource.needs}, under the same keys. */
  readonly needs: Needs;
}

/** How often, and after which pauses, an acquisition that failed is tried again. */
export interface RetryOptions {
  /** Tries in all, the first included; an integer from 1. */
  readonly maxAttempts: number;
  /**
   * Milliseconds before the second try; each later pause is `multiplier` times as long.
   *
   * @default {100}
   */
  readonly minDelayMs?: number;
  /**
   * Milliseconds that no pause exceeds.
   *
   * @default {10000}
   */
  readonly maxDelayMs?: number;
  /**
   * By what a pause grows from try to try; a number from 1.
   *
   * @default {2}
   */
  readonly multiplier?: number;
  /**
   * Part of each pause that is left to chance, from 0 (none) to 1 (anything from nothing to the full
   * pause), so that many callers do not come back at the same moment.
   *
   * @default {1}
   */
  readonly jitter?: number;
  /**
   * Whether it is worth another try; what it throws ends the acquisition.
   *
   * @default every error is
   */
  readonly retryIf?: (error: unknown, attempt: number) => boolean;
}

/** Resources by the keys under which their values are handed over. */
export type ResourceNeeds<Needs> = { readonly [Key in keyof Needs]: Resource<Needs[Key]> };

/** What a resource is made of; checked and frozen by {@linkcode defineResource}. */
export interface ResourceDefinition<T, Needs = unknown> {
  /** Name in trees, events and errors. */
  readonly name: string;
  /** Opens one. What arrives after the caller has given up is released at once. */
  readonly acquire: (context: AcquireContext<Needs>) => T | PromiseLike<T>;
  /** Releases one; called exactly once for each value that was acquired. */
  release(value: T, exit: ScopeExit): unknown;
  /**
   * Milliseconds that acquiring may take, all tries and the pauses between them included.
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
  /**
   * Tries again when acquiring fails.
   *
   * @default one try
   */
  readonly retry?: RetryOptions;
  /** Whether the value still works: throws, rejects or answers `false` if it does not. */
  health?(value: T, context: { readonly signal: AbortSignal }): unknown;
  /**
   * Resources that must be there first; their values are handed to `acquire`. They are acquired with
   * it, once for all who need them, and outlive it.
   */
  readonly needs?: ResourceNeeds<Needs>;
}

/** Says how one kind of thing is acquired and released; made by {@linkcode defineResource}. */
// deno-lint-ignore no-explicit-any -- what it needs is its own affair, not that of who acquires it
export type Resource<T> = ResourceDefinition<T, any>;

const KEYS = [
  "name",
  "acquire",
  "release",
  "timeoutMs",
  "releaseTimeoutMs",
  "retry",
  "health",
  "needs",
];
const RETRY_KEYS = [
  "maxAttempts",
  "minDelayMs",
  "maxDelayMs",
  "multiplier",
  "jitter",
  "retryIf",
];

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
 *   retry: { maxAttempts: 3 },
 * });
 *
 * await withScope("job", async (job) => {
 *   const connection = await job.acquire(database);
 *   connection.query("select 1");
 * });
 * assert.deepEqual(log, ["select 1", "success"]);
 * ```
 * @throws {TypeError} If a field has the wrong type or does not exist.
 * @throws {RangeError} If a duration or a number is out of range.
 */
export function defineResource<T, Needs = unknown>(
  resource: ResourceDefinition<T, Needs>,
): Resource<T> {
  const action = "define the resource";
  checkKeys(action, resource, KEYS);
  const copy = { ...resource };
  checkFields(action, copy, "");
  // What it needs is settled here, so that resources cannot come to need each other in a circle.
  if (copy.needs !== undefined) copy.needs = Object.freeze({ ...copy.needs });
  // Scopes keep the function alone; a method may look at its resource all the same.
  copy.release = (value, exit) => resource.release.call(copy, value, exit);
  const defined: Resource<T> = Object.freeze(copy);
  checkedResources.add(defined);
  return defined;
}

/** What {@linkcode defineResource} made need not be checked again. */
const checkedResources = new WeakSet<object>();

/** Whether {@linkcode defineResource} made it. */
export function isDefined(resource: object): boolean {
  return checkedResources.has(resource);
}

/**
 * Checks a resource that may not have been made by {@linkcode defineResource}; it may have more
 * fields. `name` is what the caller knows it as.
 */
export function checkResource<T>(
  action: string,
  resource: Resource<T>,
  name: string = "resource",
): void {
  if (checkedResources.has(resource)) return;
  checkObject(action, name, resource);
  checkFields(action, resource, `${name}.`);
}

function checkFields<T>(action: string, resource: Resource<T>, prefix: string): void {
  checkString(action, `${prefix}name`, resource.name);
  checkFunction(action, `${prefix}acquire`, resource.acquire);
  checkFunction(action, `${prefix}release`, resource.release);
  for (const key of ["timeoutMs", "releaseTimeoutMs"] as const) {
    if (resource[key] !== undefined) checkDuration(action, prefix + key, resource[key]);
  }
  if (resource.retry !== undefined) checkRetry(action, `${prefix}retry`, resource.retry);
  if (resource.health !== undefined) checkFunction(action, `${prefix}health`, resource.health);
  if (resource.needs !== undefined) checkNeeds(action, `${prefix}needs`, resource.needs);
}

/** Checks how often and when something is tried again. */
export function checkRetry(action: string, name: string, retry: RetryOptions): void {
  checkKeys(action, retry, RETRY_KEYS, name);
  checkInteger(action, `${name}.maxAttempts`, retry.maxAttempts, 1);
  for (const key of ["minDelayMs", "maxDelayMs"] as const) {
    if (retry[key] !== undefined) checkDuration(action, `${name}.${key}`, retry[key]);
  }
  if (retry.minDelayMs === Infinity) {
    const rule = "a finite number of milliseconds";
    throw new RangeError(optionMessage(action, `${name}.minDelayMs`, rule, retry.minDelayMs));
  }
  checkRange(action, `${name}.multiplier`, retry.multiplier, 1, Infinity);
  checkRange(action, `${name}.jitter`, retry.jitter, 0, 1);
  if (retry.retryIf !== undefined) checkFunction(action, `${name}.retryIf`, retry.retryIf);
}

function checkRange(
  action: string,
  name: string,
  value: number | undefined,
  min: number,
  max: number,
): void {
  if (value === undefined) return;
  const rule = max === Infinity ? `a number from ${min}` : `a number from ${min} to ${max}`;
  const message = optionMessage(action, name, rule, value);
  if (typeof value !== "number") throw new TypeError(message);
  if (!(value >= min && value <= max)) throw new RangeError(message);
}

function checkNeeds(action: string, name: string, needs: unknown): void {
  if (typeof needs !== "object" || needs === null || Array.isArray(needs)) {
    throw new TypeError(optionMessage(action, name, "an object of resources by name", needs));
  }
  for (const [key, need] of Object.entries(needs)) {
    if (!isResource(need)) {
      throw new TypeError(optionMessage(action, `${name}.${key}`, "a resource", need));
    }
  }
}

/** By its looks; the rest is checked when it is acquired. */
function isResource(value: unknown): boolean {
  if (checkedResources.has(value as object)) return true;
  const resource = value as Partial<Resource<unknown>> | null | undefined;
  return typeof resource?.acquire === "function" && typeof resource.release === "function";
}
