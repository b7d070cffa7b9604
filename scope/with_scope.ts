import { checkFunction } from "../_internal/check_option.ts";
import { closeNode } from "./engine/close.ts";
import type { ScopeNode } from "./engine/scope_node.ts";
import { ReleaseError } from "./errors.ts";
import { type ScopeExit, SUCCESS } from "./exit.ts";
import { nodeOf, Scope, type ScopeOptions } from "./scope.ts";

/**
 * Runs a function in a scope of its own and closes the scope when the function is done. Release
 * functions are told how it ended: `success` if it returned, `aborted` if it threw because the
 * scope's signal told it to stop, `failure` if it threw anything else.
 *
 * Order: the function, then children and resources, the newest first, then the result.
 * Cancel: the scope's signal aborts; the function is waited for, as it holds what it works with.
 *
 * @example Commit after a success, roll back after anything else
 * ```ts
 * import { withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const work = withScope("order", (order) => {
 *   order.defer("transaction", (exit) => {
 *     log.push(exit.status === "success" ? "commit" : "rollback");
 *   });
 *   throw new Error("out of stock");
 * });
 * await assert.rejects(work, /out of stock/);
 * assert.deepEqual(log, ["rollback"]);
 * ```
 * @param name Name in paths, trees, events and errors.
 * @param body What to run; it is handed the scope.
 * @returns What the body returned.
 * @throws Whatever the body threw, if every release went well.
 * @throws {ReleaseError} If the body and a release failed, or two releases did.
 */
export async function withScope<T>(
  name: string,
  body: (scope: Scope) => T | PromiseLike<T>,
  options: ScopeOptions = {},
): Promise<T> {
  checkFunction("run in the scope", "body", body);
  const scope = new Scope(name, options);
  const node = nodeOf("run in the scope", scope);
  node.hasBody = true;
  let outcome: { readonly value: T } | { readonly error: unknown };
  try {
    if (node.aborted) throw node.abortReason;
    outcome = { value: await body(scope) };
  } catch (error) {
    outcome = { error };
  }
  const exit = "error" in outcome ? failureExit(node, outcome.error) : node.mark ?? SUCCESS;
  // No await from the end of the body to here: a parent that closes in between must not take the
  // body for a success.
  const closed = closeNode(node, exit, undefined);
  node.hasBody = false;
  if ("error" in outcome) {
    await closed.catch((error: unknown) => throwBoth(node, exit, error));
    throw outcome.error;
  }
  await closed;
  // Closed over its head, so what it returned was worked out with resources that were gone.
  if (node.exit!.status === "aborted") throw node.exit!.error;
  return outcome.value;
}

function failureExit(node: ScopeNode, error: unknown): ScopeExit {
  const aborted = node.aborted && isAbort(error, node.abortReason);
  return Object.freeze({ status: aborted ? "aborted" : "failure", error });
}

/** A close that somebody else began could not know what the body would throw. */
function throwBoth(
  node: ScopeNode,
  exit: ScopeExit & { readonly error?: unknown },
  closeError: unknown,
): never {
  if (node.exit === exit) throw closeError;
  throw new ReleaseError(node.path, [{ path: node.path, error: closeError }], {
    cause: exit.error,
  });
}

/** Some callees throw an abort error of their own, with or without the reason as its cause. */
function isAbort(error: unknown, reason: unknown): boolean {
  if (error === reason) return true;
  return error instanceof Error && (error.cause === reason || error.name === "AbortError");
}
