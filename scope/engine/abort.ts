import type { ScopeNode } from "./scope_node.ts";
import { ScopeClosedError } from "../errors.ts";

/** What the scope's own signal refuses: it does not know who listens. */
const GO_ON = "go on";

/**
 * Every scope below and including `root`, parents before children, but nothing from a scope on that
 * `skip` picks out. A loop, so depth is no limit.
 */
export function subtree(root: ScopeNode, skip?: (node: ScopeNode) => boolean): ScopeNode[] {
  const nodes = [root];
  for (let index = 0; index < nodes.length; index++) {
    for (const child of nodes[index]!.children.toArray()) {
      if (skip === undefined || !skip(child)) nodes.push(child);
    }
  }
  return nodes;
}

/** Tells everything that waits in the scope and below to stop; who hears of it may close a scope. */
export function abortTree(root: ScopeNode, reason: unknown): void {
  const nodes = subtree(root).filter((node) => !node.aborted);
  for (const node of nodes) {
    node.aborted = true;
    node.abortReason = reason;
  }
  for (const node of nodes) stopWaiting(node, () => reason);
}

/** Tells what waits in one scope that the scope is closing, or why, where that is said already. */
export function abortByClose(node: ScopeNode): void {
  if (node.controller === undefined && !node.pending?.size) return;
  const reason = node.abortReason;
  stopWaiting(
    node,
    node.aborted ? () => reason : (action) => new ScopeClosedError(node.path, action),
  );
}

/** The scope's signal, made when first asked for. */
export function signalOf(node: ScopeNode): AbortSignal {
  if (node.controller === undefined) {
    node.controller = new AbortController();
    if (node.aborted) node.controller.abort(node.abortReason);
    else if (node.state !== "open") {
      node.controller.abort(new ScopeClosedError(node.path, GO_ON));
    }
  }
  return node.controller.signal;
}

function stopWaiting(node: ScopeNode, reasonOf: (action: string) => unknown): void {
  node.controller?.abort(reasonOf(GO_ON));
  if (node.pending === undefined) return;
  for (const pending of node.pending.toArray()) {
    pending.cancel(reasonOf(`acquire "${pending.held.name}"`));
  }
}
