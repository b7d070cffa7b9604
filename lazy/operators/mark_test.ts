import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { seq } from "../seq.ts";
import { hint, named } from "./mark.ts";

Deno.test("Seq.named and Seq.hint let every item pass, in every driver", async () => {
  const numbers = seq([1, undefined, 3]).named("numbers").hint({ size: 3 });
  assert.deepEqual(numbers.toArray(), [1, undefined, 3]);
  assert.deepEqual([...numbers], [1, undefined, 3]);
  const later = asyncSeq([1, 2]).named("numbers").hint({ pure: true });
  assert.deepEqual(await later.toArray(), [1, 2]);
});

Deno.test("named() refuses a label that is empty or no string", () => {
  assert.equal(named("orders").note, "orders");
  assert.throws(() => named(""), TypeError);
  assert.throws(() => named(1 as never), TypeError);
});

Deno.test("hint() keeps what it was told, with a size as bounds", () => {
  assert.deepEqual(hint({}).note, {});
  assert.deepEqual(hint({ size: 5 }).note, { size: [5, 5] });
  assert.deepEqual(hint({ pure: true, size: [0, Infinity], rewrite: false }).note, {
    pure: true,
    size: [0, Infinity],
    rewrite: false,
  });
  assert.ok(Object.isFrozen(hint({}).note));
});

Deno.test("hint() refuses what is no hint", () => {
  for (const hints of [undefined, null, 5, [], { pur: true }, { pure: 1 }, { rewrite: null }]) {
    assert.throws(() => hint(hints as never), TypeError);
  }
  for (const size of ["5", [1], [1, 2, 3], [1, "2"], null]) {
    assert.throws(() => hint({ size: size as never }), TypeError);
  }
  for (const size of [-1, 1.5, NaN, Infinity, [2, 1], [0.5, 1], [-1, 1], [Infinity, Infinity]]) {
    assert.throws(() => hint({ size: size as never }), RangeError);
  }
});
