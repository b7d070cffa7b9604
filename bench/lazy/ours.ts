import { compile, reducers, type Seq, seq } from "@weir/std/lazy";
import type { Implementation } from "./shapes.ts";

/** This package. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, map, add, initial) =>
    seq(items).filter(keep).map(map).reduce(add, initial),
  filterMapPull(items, keep, map) {
    let sum = 0;
    for (const number of seq(items).filter(keep).map(map)) sum += number;
    return sum;
  },
  mapFilterTake: (items, map, keep, count) =>
    seq(items).map(map).filter(keep).take(count).toArray(),
  flatMapDistinctChunk: (items, expand, size) =>
    seq(items).flatMap(expand).distinct().chunks(size).toArray(),
  sortTake: (items, compare, count) => seq(items).sort(compare).take(count).toArray(),
  countBy: (items, key) => seq(items).countBy(key),
  sumBy: (items, key, value) => seq(items).reduceBy(key, (sum, item) => sum + value(item), () => 0),
  aggregate: (items, value) =>
    seq(items).aggregate({
      count: reducers.count(),
      sum: reducers.sum(value),
      max: reducers.max(value),
    }),
  filterMapReduceAgain<T, U, A>(
    items: readonly T[],
    keep: (item: T) => boolean,
    map: (item: T) => U,
    add: (total: A, item: U) => A,
    initial: A,
  ) {
    const compiled = compile((source: Seq<T>) => source.filter(keep).map(map));
    return () => compiled(items).reduce(add, initial);
  },
  countChunks(items, size) {
    let count = 0;
    seq(items).chunks(size).forEach((chunk) => count += chunk.length);
    return count;
  },
  mapToArray: (items, map) => seq(items).map(map).toArray(),
};
