import assert from "node:assert/strict";
import fc from "fast-check";
import { LastItems } from "./last_items.ts";

Deno.test("LastItems keeps the last k items, in both orders, after every item", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 30 }), fc.nat({ max: 12 }), (items, k) => {
      const last = new LastItems<number>(k);
      assert.deepEqual(last.oldestFirst(), []);
      for (const [index, item] of items.entries()) {
        last.push(item);
        const wanted = k === 0 ? [] : items.slice(0, index + 1).slice(-k);
        assert.deepEqual(last.oldestFirst(), wanted);
        assert.deepEqual(last.newestFirst(), wanted.toReversed());
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("LastItems hands out an array of its own", () => {
  const last = new LastItems<number>(2);
  last.push(1);
  last.oldestFirst().push(7);
  last.newestFirst().push(7);
  assert.deepEqual(last.oldestFirst(), [1]);
});
