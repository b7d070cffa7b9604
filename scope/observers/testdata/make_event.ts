import type { ScopeEvent } from "../../mod.ts";

const BASE = {
  atMs: 1_700_000_000_000,
  scope: "request",
  path: "app/request",
  scopeId: 2,
  parentId: 1,
  resource: "db",
  resourceId: 7,
};

/** An event as a scope would tell it, about resource `db` in `app/request`. */
export function makeEvent<Type extends ScopeEvent["type"]>(
  type: Type,
  fields: Partial<Extract<ScopeEvent, { type: Type }>> = {},
): Extract<ScopeEvent, { type: Type }> {
  return Object.freeze({ ...BASE, type, ...fields }) as unknown as Extract<
    ScopeEvent,
    { type: Type }
  >;
}
