import assert from "node:assert/strict";
import fc from "fast-check";
import { TopK } from "./top_k.ts";

interface Tagged {
  readonly key: number;
}

const k = fc.nat({ max: 45 });

Deno.test("TopK agrees with a stable sort that is cut off, after every item", () => {
  const item = fc.oneof(fc.constant(undefined), fc.nat({ max: 9 }).map((key): Tagged => ({ key })));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), k, fc.constantFrom(1, -1), (items, k, sign) => {
      const compare = (a: Tagged | undefined, b: Tagged | undefined) => {
        assert.ok(a !== undefined && b !== undefined);
        return a.key === b.key ? NaN : sign * (a.key - b.key);
      };
      const top = new TopK(k, compare);
      for (const [index, item] of items.entries()) {
        top.push(item);
        const wanted = items.slice(0, index + 1).toSorted(compare).slice(0, k);
        const found = top.result();
        assert.ok(found.length === wanted.length);
        assert.ok(found.every((item, index) => item === wanted[index]));
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("TopK takes the order of < when no comparator is given", () => {
  const top = new TopK<number>(3);
  for (const item of [10, 9, 1, 2, 30]) top.push(item);
  assert.deepEqual(top.result(), [1, 2, 9]);
});

Deno.test("TopK compares an item once when it comes after all that are kept", () => {
  let calls = 0;
  const top = new TopK<number>(10, (a, b) => {
    calls++;
    return a - b;
  });
  for (let item = 0; item < 10; item++) top.push(item);
  calls = 0;
  for (let item = 9; item < 1_009; item++) top.push(item);
  assert.equal(calls, 1_000);
});

Deno.test("TopK keeps items that were pushed, each once, when the comparator makes no sense", () => {
  const results = fc.infiniteStream(fc.constantFrom(-1, 0, 1, NaN));
  fc.assert(
    fc.property(fc.nat({ max: 80 }), k, results, (size, k, results) => {
      const top = new TopK<number>(k, () => results.next().value!);
      for (let item = 0; item < size; item++) top.push(item);
      const found = new Set(top.result());
      assert.equal(found.size, Math.min(k, size));
      for (const item of found) assert.ok(Number.isInteger(item) && item >= 0 && item < size);
    }),
    { numRuns: 200 },
  );
});

Deno.test("TopK lets through what the comparator throws, unchanged", () => {
  const boom = new Error("boom");
  const top = new TopK<number>(2, () => {
    throw boom;
  });
  top.push(1);
  assert.throws(() => top.push(2), (error) => error === boom);
});
