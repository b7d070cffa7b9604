import { optionMessage } from "../_internal/check_option.ts";
import { Seq } from "./seq.ts";

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
  return new Seq(() => new RangeIterator(start, end, step));
}

class RangeIterator implements Iterator<number, undefined> {
  readonly #start: number;
  readonly #end: number;
  readonly #step: number;
  #index = 0;

  constructor(start: number, end: number, step: number) {
    this.#start = start;
    this.#end = end;
    this.#step = step;
  }

  next(): IteratorResult<number, undefined> {
    const value = this.#start + this.#step * this.#index++;
    const isInside = this.#step > 0 ? value < this.#end : value > this.#end;
    return isInside ? { done: false, value } : { done: true, value: undefined };
  }
}

function checkNumber(option: string, value: unknown, isValid: boolean, rule: string): void {
  if (isValid) return;
  const message = optionMessage("make a range", option, rule, value);
  throw typeof value === "number" ? new RangeError(message) : new TypeError(message);
}
