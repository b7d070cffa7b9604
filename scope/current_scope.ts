import { currentStore } from "./engine/current_store.ts";
import type { Scope } from "./scope.ts";

/**
 * The scope whose {@linkcode Scope.run} the running code is part of, the innermost of them; `undefined`
 * outside of any. It follows code across `await`, timers and events that start in it.
 *
 * It is set by a function that is called, and in no other way: a scope that made itself current in a
 * `using` declaration would stay so in the caller. `withScope` does not set it by itself, as that would
 * cost more than the scope.
 *
 * @example A function far below holds something for the request
 * ```ts
 * import { currentScope, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * async function openTemporaryFile() {
 *   await Promise.resolve();
 *   currentScope()?.defer("temporary file", () => log.push("removed"));
 * }
 *
 * await withScope("request", (request) => request.run(() => openTemporaryFile()));
 * assert.deepEqual(log, ["removed"]);
 * assert.equal(currentScope(), undefined);
 * ```
 */
export function currentScope(): Scope | undefined {
  return currentStore.getStore() as Scope | undefined;
}
