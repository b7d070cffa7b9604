import { isThenable } from "../../_internal/is_thenable.ts";
import type { ResourceEventBase, ScopeEvent, ScopeEventBase } from "../events.ts";
import type { Held } from "./held.ts";
import type { NodeOptions, ScopeNode } from "./scope_node.ts";

type OmitEach<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;
type ResourceEvent = Extract<ScopeEvent, ResourceEventBase>;

/** Whose event it is: a scope, or what is known of one that is gone. */
export interface EventSource extends Pick<ScopeNode, "id" | "name" | "path" | "nowMs" | "wallMs"> {
  readonly options: Pick<NodeOptions, "observers">;
  readonly parent: Pick<ScopeNode, "id"> | undefined;
  count(what: "observerErrors"): void;
}

/**
 * Tells the observers; callers ask `node.observed` first, so that nobody listening costs one `if`.
 * What happens to every scope and resource has a function of its own below, as spreading an event
 * together costs three times as much as writing it down.
 */
export function emit(node: EventSource, fields: OmitEach<ScopeEvent, keyof ScopeEventBase>): void {
  tell(node, {
    ...fields,
    atMs: node.wallMs(node.nowMs()),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
  } as ScopeEvent);
}

/** Tells the observers what happened to a resource. */
export function emitResource(
  node: ScopeNode,
  held: Held,
  fields: OmitEach<ResourceEvent, keyof ResourceEventBase>,
): void {
  emit(node, { ...fields, resource: held.name, resourceId: held.detailed().id });
}

/** A scope was made. */
export function emitOpened(node: ScopeNode): void {
  tell(node, {
    type: "scope.opened",
    atMs: node.wallMs(node.openedAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
  });
}

/** A scope begins to close. */
export function emitClosing(node: ScopeNode): void {
  tell(node, {
    type: "scope.closing",
    atMs: node.wallMs(node.closingAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
    exit: node.exit!,
  });
}

/** A scope is closed. */
export function emitClosed(node: ScopeNode, failures: number): void {
  tell(node, {
    type: "scope.closed",
    atMs: node.wallMs(node.closedAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
    exit: node.exit!,
    durationMs: node.closedAtMs! - node.openedAtMs!,
    closeMs: node.closedAtMs! - node.closingAtMs!,
    failures,
  });
}

/** A resource is being acquired. */
export function emitAcquiring(node: ScopeNode, held: Held): void {
  const { id, acquiringAtMs } = held.detail!;
  tell(node, {
    type: "resource.acquiring",
    atMs: node.wallMs(acquiringAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
    resource: held.name,
    resourceId: id,
  });
}

/** A scope holds a resource. */
export function emitAcquired(node: ScopeNode, held: Held, attempt: number | undefined): void {
  const { id, acquiringAtMs, heldAtMs } = held.detail!;
  tell(node, {
    type: "resource.acquired",
    atMs: node.wallMs(heldAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
    resource: held.name,
    resourceId: id,
    durationMs: heldAtMs! - (acquiringAtMs ?? heldAtMs!),
    attempt,
  });
}

/** A resource is being released. */
export function emitReleasing(node: ScopeNode, held: Held): void {
  const { id, heldAtMs, releasingAtMs } = held.detail!;
  tell(node, {
    type: "resource.releasing",
    atMs: node.wallMs(releasingAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
    resource: held.name,
    resourceId: id,
    heldMs: releasingAtMs! - (heldAtMs ?? releasingAtMs!),
  });
}

/** A resource was released. */
export function emitReleased(node: ScopeNode, held: Held): void {
  const { id, heldAtMs, releasingAtMs, endedAtMs } = held.detail!;
  tell(node, {
    type: "resource.released",
    atMs: node.wallMs(endedAtMs!),
    scope: node.name,
    path: node.path,
    scopeId: node.id,
    parentId: node.parent?.id,
    resource: held.name,
    resourceId: id,
    heldMs: releasingAtMs! - (heldAtMs ?? releasingAtMs!),
    durationMs: endedAtMs! - releasingAtMs!,
  });
}

function tell(node: EventSource, event: ScopeEvent): void {
  const { observers } = node.options;
  // What one observer does to it would be seen by the next; it costs three times as much as the event.
  if (observers.length > 1) Object.freeze(event);
  for (let index = 0; index < observers.length; index++) {
    try {
      const outcome: unknown = observers[index]!(event);
      if (outcome !== undefined) countRejection(node, outcome);
    } catch {
      node.count("observerErrors");
    }
  }
}

/** An observer may be an async function: nobody waits for it, and nobody else hears of its errors. */
function countRejection(node: EventSource, outcome: unknown): void {
  if (isThenable(outcome)) outcome.then(undefined, () => node.count("observerErrors"));
}
