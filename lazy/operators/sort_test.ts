import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { seq } from "../seq.ts";

Deno.test("sortBy() puts items whose key is undefined last, taken or not", () => {
  const items = [{ k: undefined }, { k: 2 }, { k: undefined }, { k: 1 }];
  const sorted = seq(items).sortBy(({ k }) => k as number);
  assert.deepEqual(sorted.toArray().map(({ k }) => k), [1, 2, undefined, undefined]);
  for (let count = 0; count <= 4; count++) {
    assert.deepEqual(sorted.take(count).toArray(), sorted.toArray().slice(0, count));
  }
});

Deno.test("sort() puts NaN behind all other numbers when no comparator is given", () => {
  const numbers = [3, NaN, 1, NaN, -0, 2];
  assert.deepEqual(seq(numbers).sort().toArray(), [-0, 1, 2, 3, NaN, NaN]);
  assert.deepEqual(seq(numbers).sort().take(5).toArray(), [-0, 1, 2, 3, NaN]);
  assert.deepEqual(seq(numbers).sortBy((n) => n).take(2).toArray(), [-0, 1]);
});

Deno.test("sortBy() awaits keys of async sequences", async () => {
  const lengths = asyncSeq(["ccc", "a", "bb"]).sortBy(async (text) => await text.length);
  assert.deepEqual(await lengths.toArray(), ["a", "bb", "ccc"]);
  assert.deepEqual(await lengths.take(2).toArray(), ["a", "bb"]);
});
