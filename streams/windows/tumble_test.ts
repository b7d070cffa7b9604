import assert from "node:assert/strict";
import fc from "fast-check";
import { tumble } from "./tumble.ts";

Deno.test("tumble() puts every time into the one window that holds it", () => {
  fc.assert(fc.property(
    fc.integer({ min: -1e12, max: 4e12 }),
    fc.integer({ min: 1, max: 1e8 }),
    (atMs, everyMs) => {
      const start = tumble({ everyMs, time: (row: { at: number }) => row.at, add: {} })
        .startMs({ at: atMs });
      assert.ok(start <= atMs && atMs < start + everyMs);
      assert.ok(Math.abs(start % everyMs) === 0);
    },
  ));
});

Deno.test("tumble() takes one key for all when none is given", () => {
  assert.equal(tumble({ everyMs: 1, time: () => 0, add: {} }).key({}), "");
});

Deno.test("tumble() refuses options that do not exist or are of the wrong kind", () => {
  const good = { everyMs: 10, time: () => 0, add: { count: () => 1 } };
  assert.throws(() => tumble({ ...good, everyMs: 0 }), RangeError);
  assert.throws(() => tumble({ ...good, everyMs: 1.5 }), RangeError);
  assert.throws(() => tumble({ ...good, time: 5 as never }), TypeError);
  assert.throws(() => tumble({ ...good, key: 5 as never }), TypeError);
  assert.throws(() => tumble({ ...good, add: { count: 1 as never } }), /add\.count/);
  assert.throws(() => tumble({ ...good, everyMS: 1 } as never), /everyMs/);
});

Deno.test("tumble() refuses options that are missing", () => {
  const refusal = (message: RegExp) => ({ name: "TypeError", message });
  assert.throws(() => tumble(undefined as never), refusal(/as "options" must be an object/));
  const time = () => 0;
  assert.throws(() => tumble({ everyMs: 1, time } as never), refusal(/as "add" must be an object/));
  assert.throws(
    () => tumble({ everyMs: 1, time, add: { n: 1 as never } }),
    refusal(/as "add.n" must be a function/),
  );
});
