import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import type { SinkFactory } from "../sink.ts";

/** Items by key; keys in the order of their first item. */
export function groupBy<T, K>(key: Callback<T, unknown>): SinkFactory<Map<K, T[]>> {
  checkFunction("group the sequence", "key", key);
  return () => {
    let index = 0;
    const groups = new Map<K, T[]>();
    return {
      call: (value: T) => key(value, index++),
      settle(itemKey: K, value: T) {
        const group = groups.get(itemKey);
        if (group === undefined) groups.set(itemKey, [value]);
        else group.push(value);
      },
      result: () => groups,
    };
  };
}

/** One value per key; no group is kept. */
export function reduceBy<T, K, A>(
  key: Callback<T, unknown>,
  reducer: (accumulator: A, value: T, index: number) => unknown,
  initial: (key: K) => A,
): SinkFactory<Map<K, A>> {
  checkFunction("reduce the sequence by key", "key", key);
  checkFunction("reduce the sequence by key", "reducer", reducer);
  checkFunction("reduce the sequence by key", "initial", initial);
  return (mode) => {
    let index = 0;
    const results = new Map<K, A>();
    return {
      call: (value: T) => {
        const at = index++;
        return mode.chain(key(value, at), (itemKey: K) => {
          const before = results.has(itemKey) ? results.get(itemKey)! : initial(itemKey);
          return mode.chain(reducer(before, value, at), (after: A) => [itemKey, after]);
        });
      },
      settle: ([itemKey, after]: [K, A]) => void results.set(itemKey, after),
      result: () => results,
    };
  };
}

/** How many items each key has. */
export function countBy<T, K>(key: Callback<T, unknown>): SinkFactory<Map<K, number>> {
  return reduceBy<T, K, number>(key, (items) => items + 1, () => 0);
}

/** The items for which the predicate holds, and the others. */
export function partition<T>(predicate: Callback<T, unknown>): SinkFactory<[T[], T[]]> {
  checkFunction("partition the sequence", "predicate", predicate);
  return () => {
    let index = 0;
    const parts: [T[], T[]] = [[], []];
    return {
      call: (value: T) => predicate(value, index++),
      settle: (holds, value: T) => void parts[holds ? 0 : 1].push(value),
      result: () => parts,
    };
  };
}
