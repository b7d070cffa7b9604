import assert from "node:assert/strict";
import fc from "fast-check";
import { findCounterexample } from "./counterexample.ts";
import { arktype, type Maker, own, pairs, valibot, zod } from "./testdata/compatible_pairs.ts";

const MAKERS: readonly (readonly [narrow: Maker, wide: Maker])[] = [
  [own, own],
  [zod, zod],
  [valibot, valibot],
  [arktype, arktype],
  [zod, own],
  [valibot, own],
];

Deno.test("findCounterexample() raises no false alarm on 240 generated compatible pairs", () => {
  let turn = 0;
  fc.assert(
    fc.property(pairs, ({ narrow, wide }) => {
      const [makeNarrow, makeWide] = MAKERS[turn++ % MAKERS.length]!;
      assert.equal(findCounterexample(makeNarrow(narrow), makeWide(wide)), undefined);
    }),
    { seed: 1, numRuns: 240 },
  );
});

Deno.test("findCounterexample() finds the difference of each generated pair the other way round", () => {
  let turn = 0;
  let different = 0;
  fc.assert(
    fc.property(pairs, ({ narrow, wide }) => {
      if (JSON.stringify(narrow) === JSON.stringify(wide)) return;
      different++;
      const [make] = MAKERS[turn++ % 4]!;
      assert.notEqual(findCounterexample(make(wide), make(narrow)), undefined);
    }),
    { seed: 2, numRuns: 120 },
  );
  assert.ok(different >= 60, `${different} pairs differ`);
});
