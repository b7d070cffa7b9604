import type { Held } from "./held.ts";
import { emitAcquired } from "./emit.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Holds a value that is here. Observers are told afterwards, as one of them may close the scope. */
export function holdValue(
  node: ScopeNode,
  held: Held,
  value: unknown,
  attempt?: number,
): void {
  if (node.leaks !== undefined) node.leaks.hold(held);
  const isTimed = node.options.timed;
  if (isTimed) held.detailed();
  held.arrive(value, isTimed ? node.nowMs() : undefined);
  node.hold(held);
  node.acquired++;
  if (node.observed) emitAcquired(node, held, attempt);
}
