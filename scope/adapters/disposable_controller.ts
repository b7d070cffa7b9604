import { checkMethods, makeDisposable } from "./_make_disposable.ts";

/**
 * Gives an `AbortController` a `Symbol.dispose` that aborts, so that what was started in a block and
 * not waited for stops with it. Returns the controller.
 *
 * A controller that has aborted keeps its first reason. Inside a scope there is `scope.signal`, which
 * aborts before the first release; a controller that the scope holds aborts in its own place in the
 * order.
 *
 * @example What is left running stops at the end of the block
 * ```ts
 * import { disposableController } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * let signal: AbortSignal;
 * {
 *   using search = disposableController(new AbortController(), "the first answer is enough");
 *   signal = search.signal; // for fetch, timers, listeners
 *   assert.equal(signal.aborted, false);
 * }
 * assert.equal(signal.reason, "the first answer is enough");
 * ```
 * @param reason What it aborts with. @default the platform's `AbortError`
 * @throws {TypeError} If the controller has no method `abort`.
 */
export function disposableController<C extends { abort(reason?: unknown): void }>(
  controller: C,
  reason?: unknown,
): C & Disposable {
  checkMethods("make the controller disposable", "controller", controller, ["abort"]);
  return makeDisposable(controller, () => controller.abort(reason));
}
