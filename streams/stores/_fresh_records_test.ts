import assert from "node:assert/strict";
import { batchDeliveries } from "./_fresh_records.ts";

function record(seq: number, deliveryId: string, key: string) {
  return { seq, deliveryId, row: { key } };
}

Deno.test("batchDeliveries() takes several rows of one number for one delivery", () => {
  const records = [record(1, "a", "1"), record(2, "b", "1"), record(1, "a", "2")];
  assert.deepEqual(batchDeliveries(records), { ids: ["a", "b"], first: records, repeats: 0 });
});

Deno.test("batchDeliveries() takes an id of another number for a repeat", () => {
  const first = [record(1, "a", "1"), record(1, "a", "2")];
  const again = [2, 3].flatMap((seq) => first.map((each) => ({ ...each, seq })));
  const found = batchDeliveries([...first, ...again]);
  assert.deepEqual(found, { ids: ["a"], first, repeats: 2 });
});
