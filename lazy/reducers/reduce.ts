import { checkFunction } from "../../_internal/check_option.ts";
import { same } from "../engine/fold_sink.ts";
import { Folding } from "./folding.ts";
import type { Reducer } from "./reducer.ts";

/**
 * Reduces the items by a function; the initial value if there are none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const product = reducers.reduce((product: number, n: number) => product * n, () => 1);
 * assert.deepEqual(seq([2, 3, 7]).aggregate({ product }), { product: 42 });
 * ```
 * @param reducer Makes the next accumulator of the one before, an item and its index.
 * @param initial Makes the accumulator that a run begins with; called once for each run, so that the
 * reducer may change what it made.
 * @throws {TypeError} If one of the two is not a function.
 */
export function reduce<T, A>(
  reducer: (accumulator: A, value: T, index: number) => A,
  initial: () => A,
): Reducer<T, A> {
  checkFunction("reduce the items", "reducer", reducer);
  checkFunction("reduce the items", "initial", initial);
  return new Folding<T, A, A>(undefined, initial, reducer, same);
}
