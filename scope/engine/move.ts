import { emitResource } from "./emit.ts";
import type { Held } from "./held.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Hands the newest hold of a value over to another scope; answers whether it was held. */
export function moveValue(node: ScopeNode, value: unknown, target: ScopeNode): boolean {
  const held = node.findHeld(value);
  if (held === undefined || held.state !== "held") return false;
  target.assertOpen(`take over "${held.name}"`);
  moveHeld(node, [held], target);
  return true;
}

/** Hands all that is held over; answers how many. */
export function moveAll(node: ScopeNode, target: ScopeNode): number {
  node.assertOpen("move what it holds");
  target.assertOpen(`take over what "${node.name}" holds`);
  if (node === target) return 0;
  const movable = node.held.toArray().filter((held) => held.state === "held");
  moveHeld(node, movable, target);
  return movable.length;
}

/** They keep their times. Observers are told afterwards, as one of them may close a scope. */
function moveHeld(node: ScopeNode, moved: readonly Held[], target: ScopeNode): void {
  for (const held of moved) {
    node.letGo(held);
    node.leaks?.letGo(held);
    node.count("moved");
    if (target.options.timed) held.detailed().heldAtMs ??= target.nowMs();
    held.arriveAgain();
    target.hold(held);
    target.leaks?.hold(held);
    target.acquired++;
  }
  for (const held of moved) held.detail?.onMoved?.();
  if (!node.observed) return;
  const to = { to: target.path, toScopeId: target.id };
  for (const held of moved) emitResource(node, held, { type: "resource.moved", ...to });
}
