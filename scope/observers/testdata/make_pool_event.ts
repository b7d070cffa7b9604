import type { PoolEvent } from "../../mod.ts";

const BASE = { atMs: 1_700_000_000_000, pool: "db", poolId: 3, idle: 2, used: 1, pending: 0 };

/** An event as a pool called `db` would tell it. */
export function makePoolEvent<Type extends PoolEvent["type"]>(
  type: Type,
  fields: Partial<Extract<PoolEvent, { type: Type }>> = {},
): Extract<PoolEvent, { type: Type }> {
  return Object.freeze({ ...BASE, type, ...fields }) as unknown as Extract<
    PoolEvent,
    { type: Type }
  >;
}
