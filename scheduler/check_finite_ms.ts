import { optionMessage } from "../_internal/check_option.ts";

/**
 * Checks a duration that has to end.
 *
 * @throws {TypeError} If it is not a number.
 * @throws {RangeError} If it is smaller than `min`, `NaN` or `Infinity`.
 */
export function checkFiniteMs(action: string, option: string, value: unknown, min = 0): number {
  const rule = `a finite number of milliseconds >= ${min}`;
  if (typeof value !== "number") throw new TypeError(optionMessage(action, option, rule, value));
  if (!(value >= min && value < Infinity)) {
    throw new RangeError(optionMessage(action, option, rule, value));
  }
  return value;
}
