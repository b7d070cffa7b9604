import assert from "node:assert/strict";
import { range } from "./range.ts";

Deno.test("range() excludes the end and can be run again", () => {
  const numbers = range(1, 4);
  assert.deepEqual([numbers.toArray(), numbers.toArray()], [[1, 2, 3], [1, 2, 3]]);
  assert.deepEqual(range(2, 2).toArray(), []);
});

Deno.test("range() counts down when the end is below the start", () => {
  assert.deepEqual(range(3, 0).toArray(), [3, 2, 1]);
  assert.deepEqual(range(3, 0, -2).toArray(), [3, 1]);
  assert.deepEqual(range(3, 0, 1).toArray(), []);
});

Deno.test("range() does not add up errors of a fractional step", () => {
  assert.deepEqual(range(0, 1, 0.1).last(), 9 * 0.1);
  assert.equal(range(0, 1, 0.1).count(), 10);
});

Deno.test("range() counts without end when the end is infinite", () => {
  assert.deepEqual(range(0, Infinity).take(2).toArray(), [0, 1]);
});

Deno.test("range() refuses numbers that it cannot count with", () => {
  for (
    const [start, end, step] of [[NaN, 1, 1], [0, NaN, 1], [0, 1, 0], [Infinity, 1, 1]] as const
  ) {
    assert.throws(() => range(start, end, step), RangeError);
  }
  assert.throws(() => range(0, 1, Infinity), RangeError);
  for (const end of [undefined, null, "9", {}]) {
    assert.throws(() => range(5, end as never), { name: "TypeError", message: /"end" must be a/ });
  }
  assert.throws(() => range(0, 1, "1" as never), TypeError);
  assert.throws(() => range("0" as never, 1), {
    name: "TypeError",
    message: 'Cannot make a range as "start" must be a finite number: current value is "0"',
  });
});
