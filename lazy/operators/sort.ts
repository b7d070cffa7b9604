import { checkFunction } from "../../_internal/check_option.ts";
import { type Callback, checkCompare, type Compare } from "../callback.ts";
import { ascending } from "../sorting/ascending.ts";
import { SKIP } from "../engine/stage.ts";
import type { Operator } from "../plan/operator.ts";
import { LastItems } from "../sorting/last_items.ts";
import { LazySort, SORTED_OUT } from "../sorting/lazy_sort.ts";
import { TopK } from "../sorting/top_k.ts";

/** Hands items over in an order, as far as they are asked for. */
export function sort<T>(compare?: Compare<T>): Operator {
  if (compare !== undefined) checkCompare("sort the sequence", compare);
  return {
    kind: "sort",
    compare,
    stage: () => {
      let items: T[] = [];
      let sorting: LazySort<T> | undefined;
      return {
        settle(value: T) {
          items.push(value);
          return SKIP;
        },
        flush() {
          const item = (sorting ??= new LazySort(items, compare)).next();
          return item === SORTED_OUT ? SKIP : item;
        },
        drain: (push) => new LazySort(items, compare).drainInto(push),
        close() {
          items = [];
          sorting = undefined;
        },
      };
    },
  };
}

/** As `sort()`, by a key that is computed once for each item. */
export function sortBy<T, K>(key: Callback<T, unknown>, compare?: Compare<K>): Operator {
  checkFunction("sort the sequence", "key", key);
  if (compare !== undefined) checkCompare("sort the sequence", compare);
  return {
    kind: "sortBy",
    callback: key,
    compare,
    stage: () => {
      let index = 0;
      let items: T[] = [];
      let keys: K[] = [];
      let sorting: LazySort<T, K> | undefined;
      return {
        call: (value: T) => key(value, index++),
        settle(itemKey: K, value: T) {
          items.push(value);
          keys.push(itemKey);
          return SKIP;
        },
        flush() {
          const item = (sorting ??= new LazySort<T, K>(items, compare, keys)).next();
          return item === SORTED_OUT ? SKIP : item;
        },
        drain: (push) => new LazySort<T, K>(items, compare, keys).drainInto(push),
        close() {
          items = [];
          keys = [];
          sorting = undefined;
        },
      };
    },
  };
}

/** The first `k` items of the sorted sequence: what `sort()` and `take(k)` come to. */
export function top<T>(k: number, compare: Compare<T> | undefined): Operator {
  return {
    kind: "top",
    amount: k,
    compare,
    stage: () => {
      const top = new TopK<T>(k, compare);
      return {
        settle(value: T) {
          top.push(value);
          return SKIP;
        },
        flush: handOver(() => top.result()),
      };
    },
  };
}

/** The first `k` items of what is sorted by a key: what `sortBy()` and `take(k)` come to. */
export function topBy<T, K>(
  k: number,
  key: Callback<T, unknown>,
  compare: Compare<K> = ascending,
): Operator {
  return {
    kind: "topBy",
    amount: k,
    callback: key,
    stage: () => {
      let index = 0;
      const top = new TopK<Keyed<T, K>>(k, (a, b) => compareKeys(a.key, b.key, compare));
      return {
        call: (value: T) => key(value, index++),
        settle(itemKey: K, value: T) {
          top.push({ key: itemKey, value });
          return SKIP;
        },
        flush: handOver(() => top.result().map(({ value }) => value)),
      };
    },
  };
}

/** As items that are `undefined`, those whose key is come last, and no comparator is asked. */
function compareKeys<K>(a: K, b: K, compare: Compare<K>): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compare(a, b);
}

interface Keyed<T, K> {
  readonly key: K;
  readonly value: T;
}

/** The last `k` items, the last first: what `reverse()` and `take(k)` come to. */
export function tail<T>(k: number): Operator {
  return {
    kind: "tail",
    amount: k,
    stage: () => {
      const tail = new LastItems<T>(k);
      return {
        settle(value: T) {
          tail.push(value);
          return SKIP;
        },
        flush: handOver(() => tail.newestFirst()),
      };
    },
  };
}

/** Hands over the items of an array that is made when the first is asked for. */
function handOver(make: () => unknown[]): () => unknown {
  let items: unknown[] | undefined;
  let next = 0;
  return () => {
    items ??= make();
    return next < items.length ? items[next++] : SKIP;
  };
}
