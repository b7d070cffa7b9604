import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { SeenSet } from "../keys/seen_set.ts";
import { same } from "../engine/fold_sink.ts";
import { Folding, zero } from "./folding.ts";
import { type Reducer, type ReducerRun, startSelected } from "./reducer.ts";

/**
 * How many items there are, or for how many the predicate holds; 0 if there are none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { all, even } = seq([1, 2, 3]).aggregate({
 *   all: reducers.count(),
 *   even: reducers.count((n) => n % 2 === 0),
 * });
 * assert.deepEqual([all, even], [3, 1]);
 * ```
 * @throws {TypeError} If `predicate` is not a function.
 */
export function count(): Reducer<unknown, number>;
export function count<T>(predicate: Callback<T, unknown>): Reducer<T, number>;
export function count<T>(predicate?: Callback<T, unknown>): Reducer<T, number> {
  if (predicate === undefined) return new Folding(predicate, zero, addOne, same);
  checkFunction("count the items", "predicate", predicate);
  return new Folding(predicate, zero, addOneIf, same);
}

function addOne(count: number): number {
  return count + 1;
}

function addOneIf(count: number, holds: unknown): number {
  return holds ? count + 1 : count;
}

/**
 * How many different items, or keys of items, there are; they are compared as in a `Set`. 0 if there are
 * none.
 *
 * Buffer: all keys seen.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { letters } = seq(["a", "b", "a"]).aggregate({ letters: reducers.countDistinct() });
 * assert.equal(letters, 2);
 * ```
 * @param key What to compare; by default the items.
 * @throws {TypeError} If `key` is not a function.
 */
export function countDistinct<T>(key?: Callback<T, unknown>): Reducer<T, number> {
  if (key !== undefined) checkFunction("count the different items", "key", key);
  return { start: () => startSelected(key, new DistinctRun()) };
}

class DistinctRun implements ReducerRun<unknown, number> {
  readonly #seen = new SeenSet();

  push(key: unknown): void {
    this.#seen.add(key);
  }

  result(): number {
    return this.#seen.size;
  }
}

/**
 * Whether the predicate holds for an item; `false` if there are none. It is not asked again once it has
 * held.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { isOverdrawn } = seq([5, -1]).aggregate({ isOverdrawn: reducers.some((n) => n < 0) });
 * assert.equal(isOverdrawn, true);
 * ```
 * @throws {TypeError} If `predicate` is not a function.
 */
export function some<T>(predicate: Callback<T, unknown>): Reducer<T, boolean> {
  checkFunction("test some items", "predicate", predicate);
  return { start: () => new TestRun(predicate, true) };
}

/**
 * Whether the predicate holds for all items; `true` if there are none. It is not asked again once it has
 * failed.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { isSolvent } = seq([5, -1]).aggregate({ isSolvent: reducers.every((n) => n >= 0) });
 * assert.equal(isSolvent, false);
 * ```
 * @throws {TypeError} If `predicate` is not a function.
 */
export function every<T>(predicate: Callback<T, unknown>): Reducer<T, boolean> {
  checkFunction("test every item", "predicate", predicate);
  return { start: () => new TestRun(predicate, false) };
}

/** Looks for the verdict that settles the question. */
class TestRun<T> implements ReducerRun<T, boolean> {
  readonly #predicate: Callback<T, unknown>;
  readonly #decisive: boolean;
  #isSettled = false;

  constructor(predicate: Callback<T, unknown>, decisive: boolean) {
    this.#predicate = predicate;
    this.#decisive = decisive;
  }

  push(value: T, index: number): void {
    if (this.#isSettled) return;
    const predicate = this.#predicate;
    this.#isSettled = Boolean(predicate(value, index)) === this.#decisive;
  }

  result(): boolean {
    return this.#isSettled === this.#decisive;
  }
}
