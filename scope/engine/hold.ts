import type { Held } from "./held.ts";
import { emitAcquired } from "./emit.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Holds a value that is here. */
export function holdValue(
  node: ScopeNode,
  held: Held,
  value: unknown,
  attempt?: number,
): void {
  if (node.options.timed) {
    held.detailed();
    held.arrive(value, node.nowMs());
    if (node.observed) emitAcquired(node, held, attempt);
  } else held.arrive(value, undefined);
  node.hold(held);
  node.acquired++;
}
