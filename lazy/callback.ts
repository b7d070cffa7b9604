import { checkFunction, optionMessage } from "../_internal/check_option.ts";

/** A callback that is called with each item and its index. */
export type Callback<T, R> = (value: T, index: number) => R;

/** A callback of an async sequence: its result may be a promise, which is awaited. */
export type AsyncCallback<T, R> = (value: T, index: number) => R | PromiseLike<R>;

/** Tells which of two items comes first: negative for `a`, positive for `b`, zero for a tie. */
export type Compare<T> = (a: T, b: T) => number;

/** The order of `<`: what {@linkcode Compare} means when none is given. */
export function compareAscending<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Checks an order. A function of one parameter is what `sortBy()` takes: as an order it would give
 * wrong answers in silence.
 *
 * @throws {TypeError} If it is not a function of two.
 */
export function checkCompare(action: string, compare: unknown): void {
  checkFunction(action, "compare", compare);
  if ((compare as Compare<unknown>).length !== 1) return;
  const rule = "a function of two, (a, b) => number " +
    "(to go by a key: sortBy(key).first(), sortBy(key).take(k), reducers.minBy(key))";
  throw new TypeError(optionMessage(action, "compare", rule, compare));
}

/**
 * Checks how many items to take or drop, as TC39 does: fractions are cut off.
 *
 * @throws {TypeError} If it is not a number.
 * @throws {RangeError} If it is `NaN` or negative.
 */
export function checkLimit(action: string, limit: unknown): number {
  const rule = "a number >= 0";
  if (typeof limit !== "number") throw new TypeError(optionMessage(action, "limit", rule, limit));
  const count = Math.trunc(limit);
  if (!(count >= 0)) throw new RangeError(optionMessage(action, "limit", rule, limit));
  return count;
}

/**
 * Checks a number of items to gather, as TC39's iterator chunking does.
 *
 * @throws {TypeError} If it is not an integer.
 * @throws {RangeError} If it is not from 1 to 2^32 - 1.
 */
export function checkSize(action: string, size: unknown): void {
  const rule = "an integer from 1 to 4294967295";
  if (!Number.isInteger(size)) throw new TypeError(optionMessage(action, "size", rule, size));
  if ((size as number) < 1 || (size as number) > 4294967295) {
    throw new RangeError(optionMessage(action, "size", rule, size));
  }
}
