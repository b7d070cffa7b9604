import assert from "node:assert/strict";
import { batchDeliveries } from "./_fresh_records.ts";

function record(deliveryId: string, key: string) {
  return { deliveryId, row: { key } };
}

Deno.test("batchDeliveries() takes several rows under one id for one delivery", () => {
  const records = [record("a", "1"), record("b", "1"), record("a", "2")];
  assert.deepEqual(batchDeliveries(records, "key"), {
    ids: ["a", "b"],
    first: records,
    repeats: 0,
  });
});

Deno.test("batchDeliveries() takes a row that comes again for the begin of a repeat", () => {
  const [one, two] = [record("a", "1"), record("a", "2")];
  const found = batchDeliveries([one, two, one, two, one, two], "key");
  assert.deepEqual(found, { ids: ["a"], first: [one, two], repeats: 2 });
});
