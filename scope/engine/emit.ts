import type { Held } from "./held.ts";
import type { ScopeNode } from "./scope_node.ts";
import type { ResourceEventBase, ScopeEvent, ScopeEventBase } from "../events.ts";

type OmitEach<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;
type ResourceEvent = Extract<ScopeEvent, ResourceEventBase>;

/** Tells the observers; callers ask `node.observed` first, so that nobody listening costs one `if`. */
export function emit(node: ScopeNode, fields: OmitEach<ScopeEvent, keyof ScopeEventBase>): void {
  const event = Object.freeze({
    ...fields,
    atMs: node.options.clock.now(),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
  }) as ScopeEvent;
  for (const observer of node.options.observers) {
    try {
      observer(event);
    } catch {
      node.count("observerErrors");
    }
  }
}

/** Tells the observers what happened to a resource. */
export function emitResource(
  node: ScopeNode,
  held: Held,
  fields: OmitEach<ResourceEvent, keyof ResourceEventBase>,
): void {
  emit(node, { ...fields, resource: held.name, resourceId: held.detailed().id });
}
