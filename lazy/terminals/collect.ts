import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { CollectSink } from "../engine/collect_sink.ts";
import type { SinkFactory } from "../engine/sink.ts";

/** All items, in an array. */
export function toArray<T>(): SinkFactory<T[]> {
  return () => new CollectSink<T>();
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
    return { callback, call: (value: T) => callback(value, index++), settle() {}, result() {} };
  };
}

/**
 * The items as text, with a separator between them; nullish items are empty. Turned into text the way
 * a template does it, so that symbols are refused, as TC39's iterator join does.
 */
export function join(separator: unknown = ","): SinkFactory<string> {
  const between = `${separator}`;
  return () => {
    let text = "";
    let isFirst = true;
    return {
      settle(value) {
        if (!isFirst) text += between;
        isFirst = false;
        if (value !== null && value !== undefined) text += `${value}`;
      },
      result: () => text,
    };
  };
}
