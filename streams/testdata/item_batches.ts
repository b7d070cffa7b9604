import type { StoreBatch, StoreRecord } from "../store.ts";
import { defineTable, type Row, type RowOf, type Table } from "../table.ts";

/** What a row of the tests holds. */
export type Item = RowOf<{ id: "text"; amount: "integer" }>;

/** The table that the tests write. */
export const items: Table<Item> = defineTable("items", { id: "text", amount: "integer" }, "id");

let nextSeq = 1;

/** A delivery to store under `id`, with a message for the queue. */
export function record(id: string, amount: number | null = 1): StoreRecord<Item> {
  return {
    seq: nextSeq++,
    deliveryId: id,
    row: { id, amount },
    message: { id, routingKey: "items.new", body: "{}" },
  };
}

/** A batch with something in every table, one delivery per id, from the offset `fromSeq`. */
export function batchOf<R extends Row>(fromSeq: number, records: StoreRecord<R>[]): StoreBatch<R> {
  const toSeq = fromSeq + records.length + 1;
  const dead = {
    seq: toSeq,
    deliveryId: "dead",
    stage: "parse",
    error: "Error: no",
    atMs: 1,
    headers: {},
    body: new Uint8Array([1]),
  };
  return {
    fromSeq,
    toSeq,
    records,
    dead: [dead],
    filtered: 0,
    aggregate: (fresh) => ({
      windows: fresh.map(() => ({ window: "w", startMs: 0, key: "k", field: "n", amount: 1 })),
      sketches: [{ name: "s", state: `${toSeq}` }],
    }),
  };
}
