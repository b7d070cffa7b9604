import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { type Seq, seq } from "../seq.ts";

Deno.test("Seq.includes compares as Array.prototype.includes does, after the skipped items", () => {
  const items: Seq<unknown> = seq<unknown>([0, NaN, "a", -0, undefined]);
  const array = items.toArray();
  for (const sought of [0, -0, NaN, "a", "b", undefined, null]) {
    for (let skipped = 0; skipped <= 6; skipped++) {
      assert.equal(items.includes(sought, skipped), array.includes(sought, skipped));
    }
    assert.equal(items.includes(sought, Infinity), false);
    assert.equal(items.includes(sought, undefined), array.includes(sought));
  }
});

Deno.test("Seq.includes stops at the item it has found", () => {
  let pulls = 0;
  assert.equal(range(0, Infinity).tap(() => pulls++).includes(3, 2), true);
  assert.equal(pulls, 4);
});

Deno.test("Seq.includes refuses what is not a number of items to skip", () => {
  for (const skipped of ["1", 1.5, NaN, null, 1n, {}, true]) {
    assert.throws(() => range(0, 2).includes(1, skipped as never), TypeError);
  }
  for (const skipped of [-1, -Infinity, 2 ** 53]) {
    assert.throws(() => range(0, 2).includes(1, skipped), {
      name: "RangeError",
      message:
        'Cannot look for an item as "skippedItems" must be a safe integer >= 0 or Infinity: ' +
        `current value is ${skipped}`,
    });
  }
  assert.equal(range(0, 2).includes(0, -0), true);
});

Deno.test("AsyncSeq.includes looks for an item and rejects upon misuse", async () => {
  assert.equal(await asyncSeq([1, Promise.resolve(2)]).includes(2, 1), true);
  assert.equal(await asyncSeq([1, 2]).includes(1, 1), false);
  await assert.rejects(asyncSeq([1]).includes(1, -1), RangeError);
});

Deno.test("Seq.join makes text as the proposed Iterator.prototype.join does", () => {
  const items = seq<unknown>([1, null, undefined, "a"]);
  assert.equal(items.join(), "1,,,a");
  assert.equal(items.join(undefined), "1,,,a");
  assert.equal(items.join(null as never), "1nullnullnulla");
  assert.throws(() => items.join(Symbol() as never), TypeError);
  assert.throws(() => seq<unknown>([Symbol()]).join(), TypeError);
  let conversions = 0;
  const separator = { toString: () => `${++conversions}` };
  assert.equal(items.join(separator as never), "1111a");
});

Deno.test("AsyncSeq.join rejects a separator that cannot be text", async () => {
  assert.equal(await asyncSeq([1, null]).join("-"), "1-");
  await assert.rejects(asyncSeq([1]).join(Symbol() as never), TypeError);
});
