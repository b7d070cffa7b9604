import { chunksOf, filter, map, reduce, take } from "npm:effect@4.1.0/Iterable";
import type { Implementation } from "../shapes.ts";

/** Iterables of Effect. */
export const shapes: Implementation = {
  filterMapReduce: <T, U, A>(
    items: readonly T[],
    keep: (item: T) => boolean,
    replace: (item: T) => U,
    add: (total: A, item: U) => A,
    initial: A,
  ) => reduce(map(filter<T>(items, keep), replace), initial, add),
  filterMapPull<T>(
    items: readonly T[],
    keep: (item: T) => boolean,
    replace: (item: T) => number,
  ) {
    let sum = 0;
    for (const number of map(filter<T>(items, keep), replace)) sum += number;
    return sum;
  },
  mapFilterTake: (items, replace, keep, count) => [
    ...take(filter(map(items, replace), keep), count),
  ],
  countChunks(items, size) {
    let count = 0;
    for (const chunk of chunksOf(items, size)) count += [...chunk].length;
    return count;
  },
  mapToArray: (items, replace) => [...map(items, replace)],
};
