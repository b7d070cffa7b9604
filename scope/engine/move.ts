import { emitResource } from "./emit.ts";
import type { Held } from "./held.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Hands the newest hold of a value over to another scope; answers whether it was held. */
export function moveValue(node: ScopeNode, value: unknown, target: ScopeNode): boolean {
  const held = node.findHeld(value);
  if (held === undefined || held.state !== "held") return false;
  target.assertOpen(`take over "${held.name}"`);
  moveHeld(node, held, target);
  return true;
}

/** Hands all that is held over; answers how many. */
export function moveAll(node: ScopeNode, target: ScopeNode): number {
  node.assertOpen("move what it holds");
  target.assertOpen(`take over what "${node.name}" holds`);
  if (node === target) return 0;
  const movable = node.held.toArray().filter((held) => held.state === "held");
  for (const held of movable) moveHeld(node, held, target);
  return movable.length;
}

/** It keeps its times: it was acquired when it was. */
function moveHeld(node: ScopeNode, held: Held, target: ScopeNode): void {
  node.letGo(held);
  node.count("moved");
  if (node.observed) {
    const to = { to: target.path, toScopeId: target.id };
    emitResource(node, held, { type: "resource.moved", ...to });
  }
  held.detail?.onMoved?.();
  if (target.options.timed) held.detailed().heldAtMs ??= target.nowMs();
  held.arriveAgain();
  target.hold(held);
  target.acquired++;
}
