import { checkFunction, formatValue } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { KeyStates } from "../keys/key_states.ts";
import type { Reducer, ReducerRun } from "./reducer.ts";

/**
 * A reducer for each key: a map from key to result, keys in the order in which they come first and
 * compared as in a `Map`. An empty map if there are no items.
 *
 * Buffer: one run of the reducer for each key; no items, unless the reducer keeps them.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const orders = seq([{ city: "Oslo", total: 5 }, { city: "Bern", total: 8 }]);
 * const { totals } = orders.aggregate({
 *   totals: reducers.by((order) => order.city, reducers.sum((order) => order.total)),
 * });
 * assert.deepEqual(totals, new Map([["Oslo", 5], ["Bern", 8]]));
 * ```
 * @param reducer What to make of the items of a key; the index that it sees is the one in the whole
 * sequence.
 * @throws {TypeError} If `key` is not a function or `reducer` not a reducer.
 */
export function by<T, K, R>(
  key: Callback<T, K>,
  reducer: Reducer<NoInfer<T>, R>,
): Reducer<T, Map<K, R>> {
  checkFunction("reduce the items by key", "key", key);
  checkReducer("reduce the items by key", "reducer", reducer);
  return { start: () => new ByRun(key, reducer as Reducer<T, R>) };
}

class ByRun<T, K, R> implements ReducerRun<T, Map<K, R>> {
  readonly #key: Callback<T, K>;
  readonly #runs: KeyStates<K, ReducerRun<T, R>>;

  constructor(key: Callback<T, K>, reducer: Reducer<T, R>) {
    this.#key = key;
    this.#runs = new KeyStates(() => reducer.start());
  }

  push(value: T, index: number): void {
    const key = this.#key;
    this.#runs.cellOf(key(value, index)).state.push(value, index);
  }

  result(): Map<K, R> {
    const results = new Map<K, R>();
    for (const [key, run] of this.#runs.result()) results.set(key, run.result());
    return results;
  }
}

/**
 * Checks that something is a reducer.
 *
 * @throws {TypeError} If it is not.
 */
export function checkReducer(action: string, name: string, reducer: unknown): void {
  if (typeof (reducer as Partial<Reducer<unknown, unknown>> | null)?.start === "function") return;
  const hint = typeof reducer === "function" ? "; call it to make the reducer" : "";
  throw new TypeError(
    `Cannot ${action} as "${name}" must be a reducer: ` +
      `current value is ${formatValue(reducer)}${hint}`,
  );
}
