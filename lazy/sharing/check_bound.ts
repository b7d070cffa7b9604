import { optionMessage } from "../../_internal/check_option.ts";

/**
 * Checks how many items may be kept: an integer from `min`, or `Infinity`.
 *
 * @throws {TypeError} If it is not a number.
 * @throws {RangeError} If it is neither.
 */
export function checkBound(action: string, option: string, value: unknown, min: number): number {
  const rule = `an integer >= ${min} or Infinity`;
  if (typeof value !== "number") throw new TypeError(optionMessage(action, option, rule, value));
  if (value >= min && (value === Infinity || Number.isInteger(value))) return value;
  throw new RangeError(optionMessage(action, option, rule, value));
}
