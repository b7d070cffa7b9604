import {
  checkDuration,
  checkInteger,
  checkKeys,
  optionMessage,
} from "../../_internal/check_option.ts";
import type { ResourceNeeds } from "../resource.ts";
import { nodeOf, type Scope } from "../scope.ts";
import { acquireGraph } from "./acquire_graph.ts";

/** Options of {@linkcode acquireAll}. */
export interface AcquireAllOptions {
  /**
   * Milliseconds that the whole call may take; each resource has its own `timeoutMs` besides.
   *
   * @default {Infinity}
   */
  readonly timeoutMs?: number;
  /** Gives up the call when it aborts. */
  readonly signal?: AbortSignal;
  /**
   * How many resources this call acquires at the same time; an integer from 1.
   *
   * @default {Infinity}
   */
  readonly concurrency?: number;
}

/**
 * Acquires resources and everything they need: what does not depend on each other at the same time,
 * and each resource once, however many need it.
 *
 * What the scope, or one above it, holds from an earlier call is reused, and so is what another call
 * is acquiring just now; a call that gives up takes nothing away from the others. A resource that
 * was released early is acquired anew, and so is what was made from it. What `Scope.acquire` and
 * `Scope.adopt` hold is theirs alone.
 *
 * Order: a resource after all that it needs; released the other way round.
 * Cancel: the first failure, the timeout or the signal stops the whole call. What is still being
 * acquired is aborted; what has arrived is released, users before what they use, with `aborted`. After
 * a failure the promise rejects when that is done; when time is up or the signal aborts, at once. What
 * an acquisition that ignores its signal works with is kept for it, up to the scope's release timeout.
 *
 * @example Database and cache at the same time, then the service that needs both
 * ```ts
 * import { acquireAll, defineResource, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const part = (name: string) =>
 *   defineResource({ name, acquire: async () => name, release: () => log.push(name) });
 * const db = part("db");
 * const cache = part("cache");
 * const service = defineResource({
 *   name: "service",
 *   needs: { db, cache },
 *   acquire: ({ needs: { db, cache } }) => `service with ${db} and ${cache}`,
 *   release: () => log.push("service"),
 * });
 *
 * await withScope("app", async (app) => {
 *   const all = await acquireAll(app, { service, cache });
 *   assert.deepEqual(all, { service: "service with db and cache", cache: "cache" });
 * });
 * assert.deepEqual(log, ["service", "cache", "db"]);
 * ```
 * @param scope Holds what is acquired.
 * @param resources What to acquire, by the keys under which the values are answered.
 * @returns The values, by key.
 * @throws {TypeError} If an option or a resource has the wrong shape, if resources need each other in
 * a cycle, or if one is released by somebody else during the call.
 * @throws {RangeError} If a duration or a number is out of range.
 * @throws {ScopeClosedError} If the scope is closed or closing, or closes meanwhile.
 * @throws {DOMException} Named `TimeoutError`, if it takes longer than `timeoutMs`.
 * @throws {AcquireError} If more went wrong than one thing.
 * @throws Whatever the one acquisition that failed threw.
 */
export async function acquireAll<Values extends object>(
  scope: Scope,
  resources: ResourceNeeds<Values>,
  options: AcquireAllOptions = {},
): Promise<Values> {
  const action = "acquire the resources";
  checkKeys(action, options, ["timeoutMs", "signal", "concurrency"]);
  const { timeoutMs = Infinity, signal, concurrency = Infinity } = options;
  checkDuration(action, "timeoutMs", timeoutMs);
  if (concurrency !== Infinity) checkInteger(action, "concurrency", concurrency, 1);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(optionMessage(action, "signal", "an AbortSignal", signal));
  }
  const limits = { timeoutMs, signal, concurrency };
  return await acquireGraph(action, nodeOf(action, scope), resources, limits) as Values;
}
