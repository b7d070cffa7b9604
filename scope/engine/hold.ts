import type { Held } from "./held.ts";
import { emitResource } from "./emit.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Holds a value that is here. */
export function holdValue(node: ScopeNode, held: Held, value: unknown): void {
  if (node.options.trace) {
    const detail = held.detailed();
    held.arrive(value, node.nowMs());
    if (node.observed) {
      const durationMs = detail.heldAtMs! - (detail.acquiringAtMs ?? detail.heldAtMs!);
      emitResource(node, held, { type: "resource.acquired", durationMs });
    }
  } else held.arrive(value, undefined);
  node.hold(held);
  node.acquired++;
}
