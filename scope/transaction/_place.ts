import type { Acquisition } from "../engine/acquire_context.ts";
import type { Held } from "../engine/held.ts";
import type { ScopeNode } from "../engine/scope_node.ts";

/** Where a transaction is begun: in a scope, or inside a transaction that is named; else nowhere. */
export interface Place {
  readonly acquisition?: Acquisition | undefined;
  /** The transaction that it is to be a savepoint of. */
  readonly inside?: object | undefined;
}

/** Whether one scope is another that holds something, or below it. */
export function isBelow(node: ScopeNode, { node: holder, held }: Acquisition): boolean {
  for (let at: ScopeNode | undefined = node; at !== undefined; at = at.parent) {
    if (at === holder) return true;
  }
  // It may have been moved, which is rare.
  for (let at: ScopeNode | undefined = node; at !== undefined; at = at.parent) {
    if (holds(at, held)) return true;
  }
  return false;
}

function holds(node: ScopeNode, held: Held): boolean {
  for (let at = node.held.newest; at !== undefined; at = at.older) if (at === held) return true;
  return false;
}
