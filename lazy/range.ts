import { optionMessage } from "../_internal/check_option.ts";
import { RangeCursor } from "./engine/range_cursor.ts";
import { Plan } from "./plan/plan.ts";
import { Seq, type SeqSource } from "./seq.ts";
import { reusableSource } from "./sources/source.ts";

/**
 * Counts from `start` up to, and not including, `end`.
 *
 * Every number is computed from its index, so fractional steps do not add up errors.
 *
 * @example Every tenth number
 * ```ts
 * import { range } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(range(0, 30, 10).toArray(), [0, 10, 20]);
 * assert.deepEqual(range(3, 0).toArray(), [3, 2, 1]);
 * ```
 * @param start First number.
 * @param end Where to stop; may be infinite.
 * @param step Distance between numbers, not 0; by default 1, or -1 if `end` is below `start`.
 * @returns A sequence that can be run any number of times.
 * @throws {TypeError} If an argument is not a number.
 * @throws {RangeError} If an argument is `NaN`, or `start` or `step` is infinite, or `step` is 0.
 */
export function range(
  start: number,
  end: number,
  step: number = end < start ? -1 : 1,
): Seq<number> {
  checkNumber("start", start, Number.isFinite(start), "a finite number");
  const isNumber = typeof end === "number" && !Number.isNaN(end);
  checkNumber("end", end, isNumber, "a number that is not NaN");
  checkNumber("step", step, Number.isFinite(step) && step !== 0, "a finite number other than 0");
  const length = lengthOf(start, end, step);
  const source = reusableSource(() => new RangeCursor(start, step, length), {
    kind: "range",
    size: () => length,
  });
  return new Seq(Plan.from(source) as unknown as SeqSource<number>);
}

/** How many numbers there are: the least count at which the next one is not before the end. */
function lengthOf(start: number, end: number, step: number): number {
  let length = Math.max(0, Math.ceil(end / step - start / step));
  const isInside = (index: number) => {
    const value = start + step * index;
    return step > 0 ? value < end : value > end;
  };
  // The quotient may be off by a rounding.
  while (length > 0 && length !== Infinity && !isInside(length - 1)) length--;
  while (isInside(length) && length !== Infinity) length++;
  return length;
}

function checkNumber(option: string, value: unknown, isValid: boolean, rule: string): void {
  if (isValid) return;
  const message = optionMessage("make a range", option, rule, value);
  throw typeof value === "number" ? new RangeError(message) : new TypeError(message);
}
