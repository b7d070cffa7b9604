import assert from "node:assert/strict";
import fc from "fast-check";
import * as reducers from "../reducers.ts";
import { seq } from "../seq.ts";

Deno.test("Seq.top agrees with a stable sort that is cut off", () => {
  const items = fc.array(fc.nat({ max: 9 }).map((key) => ({ key })), { maxLength: 40 });
  fc.assert(
    fc.property(items, fc.nat({ max: 45 }), fc.constantFrom(1, -1), (items, k, sign) => {
      const compare = (a: { key: number }, b: { key: number }) => sign * (a.key - b.key);
      const top = seq(items).top(k, compare);
      const sorted = items.toSorted(compare).slice(0, k);
      assert.ok(top.length === sorted.length && top.every((item, index) => item === sorted[index]));
    }),
    { numRuns: 500 },
  );
});

Deno.test("Seq.top returns the least items first by default", () => {
  assert.deepEqual(seq([3, 1, 2]).top(2), [1, 2]);
  assert.deepEqual(seq([3, 1, 2]).top(0), []);
});

Deno.test("Seq.top refuses a number of items that is not an integer from 0", () => {
  assert.throws(() => seq([1]).top(-1), RangeError);
  assert.throws(() => seq([1]).top(1.5), RangeError);
  assert.throws(() => seq([1]).top(1, 1 as never), TypeError);
});

Deno.test("Seq.top refuses a key in the place of an order, as all who compare do", () => {
  const key = (item: { n: number }) => item.n;
  const rows = seq([{ n: 2 }, { n: 1 }]);
  const refusal = { name: "TypeError", message: /must be a function of two, .*sortBy\(key\)/ };
  assert.throws(() => rows.top(1, key as never), refusal);
  assert.throws(() => rows.sort(key as never), refusal);
  assert.throws(() => rows.max(key as never), refusal);
  assert.throws(() => rows.aggregate({ min: reducers.min(key, key as never) }), refusal);
  assert.deepEqual(rows.sort((...[a, b]) => a.n - b.n).first(), { n: 1 });
});
