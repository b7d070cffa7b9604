import type { ScopeNode } from "../engine/scope_node.ts";
import type { Resource } from "../resource.ts";
import type { GraphNode } from "./graph_node.ts";

/** What each scope holds of which resource: the newest, if there are several. */
const memos: WeakMap<ScopeNode, Map<Resource<unknown>, GraphNode>> = new WeakMap();

/**
 * The node that stands for a resource in a scope or, failing that, in the nearest one above. It
 * counts only if it was made from just what it would be made from now: where what it needs was
 * released early, it is as good as gone itself.
 */
export function findNode(
  scope: ScopeNode,
  resource: Resource<unknown>,
  needs: ReadonlyMap<string, GraphNode>,
): GraphNode | undefined {
  for (let at: ScopeNode | undefined = scope; at !== undefined; at = at.parent) {
    const node = memos.get(at)?.get(resource);
    if (node !== undefined && isMadeFrom(node, needs)) return node;
  }
  return undefined;
}

/** Lets later calls find a node, until it is over or forgotten. */
export function rememberNode(node: GraphNode): void {
  let memo = memos.get(node.scope);
  if (memo === undefined) memos.set(node.scope, memo = new Map());
  memo.set(node.resource, node);
  node.onOver = () => forgetNode(node);
}

/** Hides a node from later calls. */
export function forgetNode(node: GraphNode): void {
  const memo = memos.get(node.scope);
  if (memo?.get(node.resource) === node) memo.delete(node.resource);
}

function isMadeFrom(node: GraphNode, needs: ReadonlyMap<string, GraphNode>): boolean {
  if (node.madeFrom.size !== needs.size) return false;
  for (const [key, need] of needs) {
    if (node.madeFrom.get(key) !== need) return false;
  }
  return true;
}
