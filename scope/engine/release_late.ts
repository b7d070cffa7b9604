import { type ReleaseFailure, ScopeClosedError } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { Held } from "./held.ts";
import { HISTORY_LIMIT } from "./history.ts";
import { releaseAlone } from "./release.ts";
import type { PendingAcquire, ScopeNode } from "./scope_node.ts";

/** Refuses a live value that is handed to a closed scope: it is released at once, then this throws. */
export function refuseValue(node: ScopeNode, held: Held, value: unknown): never {
  const action = `hold "${held.name}"`;
  const pending: PendingAcquire = {
    held,
    waiting: false,
    older: undefined,
    newer: undefined,
    cancel() {},
    letGo() {
      held.detail?.releasing?.cut("close");
      node.removePending(pending);
    },
  };
  if (node.state !== "closed") node.addPending(pending);
  const reason = new ScopeClosedError(node.path, action);
  const thrown = releaseLate(node, held, value, reason, () => node.removePending(pending));
  throw thrown === undefined ? reason : new ScopeClosedError(node.path, action, thrown);
}

/**
 * Releases a value that came too late. What its release throws at once is returned; what it rejects
 * with later is kept for whoever closes the scope.
 */
export function releaseLate(
  node: ScopeNode,
  held: Held,
  value: unknown,
  reason: unknown,
  done: () => void,
): { readonly cause: unknown } | undefined {
  let thrown: { readonly cause: unknown } | undefined;
  let returned = false;
  held.detailed().late = true;
  held.arrive(value, node.nowMs());
  const exit: ScopeExit = Object.freeze({ status: "aborted", error: reason });
  const waiting = releaseAlone(node, held, exit, (failure) => {
    if (returned) keepFailure(node, failure);
    else thrown = { cause: failure.error };
  });
  returned = true;
  if (waiting === undefined) done();
  else waiting.then(done);
  return thrown;
}

/** Bounded, as a long-lived scope may see many; `stats()` counts them all. */
export function keepFailure(node: ScopeNode, failure: ReleaseFailure): void {
  if (node.state === "closed") return;
  node.unreported ??= [];
  if (node.unreported.length < HISTORY_LIMIT) node.unreported.push(failure);
}
