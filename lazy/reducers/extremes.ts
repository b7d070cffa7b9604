import { checkFunction } from "../../_internal/check_option.ts";
import { type Callback, checkCompare, type Compare, compareAscending } from "../callback.ts";
import { Folding } from "./folding.ts";
import type { Reducer, ReducerRun } from "./reducer.ts";

/**
 * The least of what is selected; the earliest of a tie, and `undefined` if there is nothing.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const orders = seq([{ total: 5 }, { total: 2 }]);
 * assert.deepEqual(orders.aggregate({ least: reducers.min((order) => order.total) }), { least: 2 });
 * ```
 * @param select What to compare; by default the items.
 * @param compare The order; by default that of `<`.
 * @throws {TypeError} If one of the two is not a function.
 */
export function min<T>(select?: undefined, compare?: Compare<T>): Reducer<T, T | undefined>;
export function min<T, V>(
  select: Callback<T, V>,
  compare?: Compare<V>,
): Reducer<T, V | undefined>;
export function min<T>(
  select?: Callback<T, unknown>,
  compare?: Compare<never>,
): Reducer<T, unknown> {
  return extreme("find the least value", lesser, -1, select, compare);
}

/**
 * The greatest of what is selected; the earliest of a tie, and `undefined` if there is nothing.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { last } = seq(["b", "c", "a"]).aggregate({ last: reducers.max() });
 * assert.equal(last, "c");
 * ```
 * @param select What to compare; by default the items.
 * @param compare The order; by default that of `<`.
 * @throws {TypeError} If one of the two is not a function.
 */
export function max<T>(select?: undefined, compare?: Compare<T>): Reducer<T, T | undefined>;
export function max<T, V>(
  select: Callback<T, V>,
  compare?: Compare<V>,
): Reducer<T, V | undefined>;
export function max<T>(
  select?: Callback<T, unknown>,
  compare?: Compare<never>,
): Reducer<T, unknown> {
  return extreme("find the greatest value", greater, 1, select, compare);
}

type Better = (champion: unknown, challenger: unknown) => unknown;

function extreme<T>(
  action: string,
  native: Better,
  sign: 1 | -1,
  select: Callback<T, unknown> | undefined,
  compare: Compare<never> | undefined,
): Reducer<T, unknown> {
  if (select !== undefined) checkFunction(action, "select", select);
  if (compare !== undefined) checkCompare(action, compare);
  const better = compare === undefined ? native : betterBy(sign, compare as Compare<unknown>);
  return new Folding<T, unknown, unknown>(select, nothing, better, orUndefined);
}

/** The champion before the first item. Imported, it would cost as much as all the rest of a step. */
const NOTHING = Symbol("nothing");

function nothing(): unknown {
  return NOTHING;
}

function orUndefined(champion: unknown): unknown {
  return champion === NOTHING ? undefined : champion;
}

function lesser(champion: unknown, challenger: unknown): unknown {
  if (champion === NOTHING) return challenger;
  return (challenger as number) < (champion as number) ? challenger : champion;
}

function greater(champion: unknown, challenger: unknown): unknown {
  if (champion === NOTHING) return challenger;
  return (challenger as number) > (champion as number) ? challenger : champion;
}

function betterBy(sign: 1 | -1, compare: Compare<unknown>): Better {
  return (champion, challenger) =>
    champion === NOTHING || sign * compare(challenger, champion) > 0 ? challenger : champion;
}

/**
 * The item whose key is least; the earliest of a tie, and `undefined` if there is none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const orders = seq([{ id: "a", total: 5 }, { id: "b", total: 2 }]);
 * const { cheapest } = orders.aggregate({ cheapest: reducers.minBy((order) => order.total) });
 * assert.equal(cheapest?.id, "b");
 * ```
 * @param key What to compare; called once for each item.
 * @param compare The order of keys; by default that of `<`.
 * @throws {TypeError} If one of the two is not a function.
 */
export function minBy<T, K>(
  key: Callback<T, K>,
  compare: Compare<K> = compareAscending,
): Reducer<T, T | undefined> {
  return extremeBy("find the item with the least key", -1, key, compare);
}

/**
 * The item whose key is greatest; the earliest of a tie, and `undefined` if there is none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { longest } = seq(["a", "ccc", "bb"]).aggregate({
 *   longest: reducers.maxBy((text) => text.length),
 * });
 * assert.equal(longest, "ccc");
 * ```
 * @param key What to compare; called once for each item.
 * @param compare The order of keys; by default that of `<`.
 * @throws {TypeError} If one of the two is not a function.
 */
export function maxBy<T, K>(
  key: Callback<T, K>,
  compare: Compare<K> = compareAscending,
): Reducer<T, T | undefined> {
  return extremeBy("find the item with the greatest key", 1, key, compare);
}

function extremeBy<T, K>(
  action: string,
  sign: 1 | -1,
  key: Callback<T, K>,
  compare: Compare<K>,
): Reducer<T, T | undefined> {
  checkFunction(action, "key", key);
  checkCompare(action, compare);
  return { start: () => new KeyedRun(sign, key, compare) };
}

class KeyedRun<T, K> implements ReducerRun<T, T | undefined> {
  readonly #sign: 1 | -1;
  readonly #keyOf: Callback<T, K>;
  readonly #compare: Compare<K>;
  #champion: T | undefined;
  #championKey: K | undefined;
  #isEmpty = true;

  constructor(sign: 1 | -1, keyOf: Callback<T, K>, compare: Compare<K>) {
    this.#sign = sign;
    this.#keyOf = keyOf;
    this.#compare = compare;
  }

  push(value: T, index: number): void {
    const keyOf = this.#keyOf;
    const compare = this.#compare;
    const key = keyOf(value, index);
    if (!this.#isEmpty && !(this.#sign * compare(key, this.#championKey as K) > 0)) return;
    this.#champion = value;
    this.#championKey = key;
    this.#isEmpty = false;
  }

  result(): T | undefined {
    return this.#champion;
  }
}
