import { ReleaseError, ScopeClosedError } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { FailureStretch, ScopeNode } from "./scope_node.ts";

/** What a scope has to say about its own end. */
export function ownExit(node: ScopeNode): ScopeExit | undefined {
  if (node.mark !== undefined) return node.mark;
  if (node.aborted) return Object.freeze({ status: "aborted", error: node.abortReason });
  return undefined;
}

/** A child shares its parent's end unless it has one of its own or its body is cut short by it. */
export function inheritedExit(node: ScopeNode, parentExit: ScopeExit): ScopeExit {
  const own = ownExit(node);
  if (own !== undefined) return own;
  if (!node.hasBody) return parentExit;
  const error = new ScopeClosedError(node.path, "finish the body");
  return Object.freeze({ status: "aborted", error });
}

/** What the close of a scope rejects with, if it does. */
export function closeErrorOf(node: ScopeNode): { readonly error: unknown } | undefined {
  if (node.failures !== undefined) node.closeError ??= { error: toError(node, node.failures) };
  return node.closeError;
}

/** One failure is rethrown as it is; more, or one after the body had failed, become one error. */
function toError(node: ScopeNode, { list, from, to }: FailureStretch): unknown {
  const failures = list.slice(from, to);
  const exit = node.exit!;
  if (exit.status === "failure" || exit.status === "aborted") {
    return new ReleaseError(node.path, failures, { cause: exit.error });
  }
  return failures.length === 1 ? failures[0]!.error : new ReleaseError(node.path, failures);
}

/** Tells those who wait for the close of a scope. */
export function settleClose(node: ScopeNode): void {
  if (node.closePromise === undefined) return;
  const failed = closeErrorOf(node);
  if (failed === undefined) node.closePromise.resolve();
  else node.closePromise.reject(failed.error);
}
