import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import type { SinkFactory } from "../sink.ts";

/** All items, in an array. */
export function toArray<T>(): SinkFactory<T[]> {
  return () => {
    const items: T[] = [];
    return { settle: (value: T) => void items.push(value), result: () => items };
  };
}

/** All different items, in a set. */
export function toSet<T>(): SinkFactory<Set<T>> {
  return () => {
    const items = new Set<T>();
    return { settle: (value: T) => void items.add(value), result: () => items };
  };
}

/** A map from key to value; the last item of a key wins. */
export function toMap<T, K, V>(
  key: Callback<T, unknown>,
  value: Callback<T, unknown> = (item) => item,
): SinkFactory<Map<K, V>> {
  checkFunction("collect a map", "key", key);
  checkFunction("collect a map", "value", value);
  return (mode) => {
    let index = 0;
    const map = new Map<K, V>();
    return {
      call: (item: T) => {
        const at = index++;
        return mode.chain(
          key(item, at),
          (itemKey: K) => mode.chain(value(item, at), (itemValue: V) => [itemKey, itemValue]),
        );
      },
      settle: ([itemKey, itemValue]: [K, V]) => void map.set(itemKey, itemValue),
      result: () => map,
    };
  };
}

/** Calls back for each item. */
export function forEach<T>(callback: Callback<T, unknown>): SinkFactory<void> {
  checkFunction("run forEach", "callback", callback);
  return () => {
    let index = 0;
    return { call: (value: T) => callback(value, index++), settle() {}, result() {} };
  };
}

/** The items as text, with a separator between them; nullish items are empty. */
export function join(separator: string = ","): SinkFactory<string> {
  return () => {
    let text = "";
    let isFirst = true;
    return {
      settle(value) {
        if (!isFirst) text += separator;
        isFirst = false;
        text += value === null || value === undefined ? "" : String(value);
      },
      result: () => text,
    };
  };
}
