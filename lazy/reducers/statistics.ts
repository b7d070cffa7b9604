import { checkFunction, checkKeys, formatValue } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { same } from "../engine/fold_sink.ts";
import { Folding, zero } from "./folding.ts";
import { type Reducer, type ReducerRun, startSelected } from "./reducer.ts";

/** What the items of a variance are. */
export interface VarianceOptions {
  /**
   * Whether the items are all there are, or a sample of more, for which the variance is estimated.
   * @default {"population"}
   */
  readonly of?: "population" | "sample" | undefined;
}

/**
 * The sum of numbers; 0 if there are none. Added from the first on, as `Seq.sum()` does.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * assert.deepEqual(seq([1, 2, 3]).aggregate({ sum: reducers.sum() }), { sum: 6 });
 * ```
 * @param select What to add up; by default the items, which must be numbers.
 * @throws {TypeError} If `select` is not a function; in the run, if a term is not a number.
 */
export function sum(): Reducer<number, number>;
export function sum<T>(select: Callback<T, number>): Reducer<T, number>;
export function sum<T>(select?: Callback<T, unknown>): Reducer<T, number> {
  checkSelect("sum the sequence", select);
  return new Folding(select, zero, add, same);
}

function add(sum: number, term: unknown, index: number): number {
  if (typeof term !== "number") throw notANumber(term, index);
  return sum + term;
}

/**
 * The arithmetic mean of numbers; `undefined` if there are none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const orders = seq([{ total: 2 }, { total: 4 }]);
 * const { mean } = orders.aggregate({ mean: reducers.mean((order) => order.total) });
 * assert.equal(mean, 3);
 * ```
 * @param select What to take the mean of; by default the items, which must be numbers.
 * @throws {TypeError} If `select` is not a function; in the run, if a term is not a number.
 */
export function mean(): Reducer<number, number | undefined>;
export function mean<T>(select: Callback<T, number>): Reducer<T, number | undefined>;
export function mean<T>(select?: Callback<T, unknown>): Reducer<T, number | undefined> {
  checkSelect("take the mean", select);
  return { start: () => startSelected(select, new MeanRun()) };
}

class MeanRun implements ReducerRun<unknown, number | undefined> {
  #sum = 0;
  #count = 0;

  push(term: unknown, index: number): void {
    this.#sum = add(this.#sum, term, index);
    this.#count++;
  }

  result(): number | undefined {
    return this.#count === 0 ? undefined : this.#sum / this.#count;
  }
}

/**
 * The variance of numbers, by Welford's method, which stays right where the numbers lie close together
 * far from 0. `undefined` if there are none, or fewer than two of a sample.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { variance } = seq([1, 2, 3, 4]).aggregate({ variance: reducers.variance() });
 * assert.equal(variance, 1.25);
 * ```
 * @param select What to take the variance of; by default the items, which must be numbers.
 * @throws {TypeError} If `select` is not a function, or an option is none of those above; in the run,
 * if a term is not a number.
 */
export function variance(
  select?: undefined,
  options?: VarianceOptions,
): Reducer<number, number | undefined>;
export function variance<T>(
  select: Callback<T, number>,
  options?: VarianceOptions,
): Reducer<T, number | undefined>;
export function variance<T>(
  select?: Callback<T, unknown>,
  options: VarianceOptions = {},
): Reducer<T, number | undefined> {
  checkSelect("take the variance", select);
  const missing = missingFrom(options);
  return { start: () => startSelected(select, new VarianceRun(missing)) };
}

/**
 * The standard deviation of numbers: the square root of {@linkcode variance}.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const spread = reducers.standardDeviation(undefined, { of: "sample" });
 * assert.equal(seq([1, 3]).aggregate({ spread }).spread, Math.SQRT2);
 * ```
 * @param select What to take the deviation of; by default the items, which must be numbers.
 * @throws {TypeError} If `select` is not a function, or an option is none of those above; in the run,
 * if a term is not a number.
 */
export function standardDeviation(
  select?: undefined,
  options?: VarianceOptions,
): Reducer<number, number | undefined>;
export function standardDeviation<T>(
  select: Callback<T, number>,
  options?: VarianceOptions,
): Reducer<T, number | undefined>;
export function standardDeviation<T>(
  select?: Callback<T, unknown>,
  options: VarianceOptions = {},
): Reducer<T, number | undefined> {
  checkSelect("take the standard deviation", select);
  const missing = missingFrom(options);
  return { start: () => startSelected(select, new DeviationRun(missing)) };
}

class VarianceRun implements ReducerRun<unknown, number | undefined> {
  /** What is taken off the number of items to divide by. */
  readonly #missing: number;
  #count = 0;
  #mean = 0;
  #squares = 0;

  constructor(missing: number) {
    this.#missing = missing;
  }

  push(term: unknown, index: number): void {
    if (typeof term !== "number") throw notANumber(term, index);
    const distance = term - this.#mean;
    this.#mean += distance / ++this.#count;
    this.#squares += distance * (term - this.#mean);
  }

  result(): number | undefined {
    const divisor = this.#count - this.#missing;
    return divisor > 0 ? this.#squares / divisor : undefined;
  }
}

class DeviationRun extends VarianceRun {
  override result(): number | undefined {
    const variance = super.result();
    return variance === undefined ? undefined : Math.sqrt(variance);
  }
}

function notANumber(term: unknown, index: number): TypeError {
  return new TypeError(
    `Cannot reduce the sequence as item ${index} must be a number: ` +
      `current value is ${formatValue(term)}`,
  );
}

function checkSelect(action: string, select: unknown): void {
  if (select !== undefined) checkFunction(action, "select", select);
}

function missingFrom(options: VarianceOptions): number {
  checkKeys("take the variance", options, ["of"]);
  const { of = "population" } = options;
  if (of === "population") return 0;
  if (of === "sample") return 1;
  throw new TypeError(
    `Cannot take the variance as "of" must be "population" or "sample": ` +
      `current value is ${formatValue(of)}`,
  );
}
