import { Stream } from "npm:itertools-ts@2.5.0";
import type { Implementation } from "../shapes.ts";

/** A key, as the types of `groupBy` want it. */
type Key<T> = (item: T) => string;

/** Streams of itertools-ts. Its `sort` sorts the array that it is given, so it is given another. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, map, add, initial) =>
    Stream.of(items).filter(keep).map(map).toValue(add, initial),
  filterMapPull(items, keep, map) {
    let sum = 0;
    for (const number of Stream.of(items).filter(keep).map(map)) sum += number;
    return sum;
  },
  mapFilterTake: (items, map, keep, count) =>
    Stream.of(items).map(map).filter(keep).limit(count).toArray(),
  flatMapDistinctChunk: (items, expand, size) =>
    Stream.of(items).flatMap(expand).distinct().chunkwise(size).toArray(),
  sortTake: (items, compare, count) => Stream.of([...items]).sort(compare).limit(count).toArray(),
  countBy: <T, K>(items: readonly T[], key: (item: T) => K) =>
    Stream.of(items).groupBy(key as Key<T>).map(([key, group]) => [key, group.length]).toMap(),
  sumBy: <T, K>(items: readonly T[], key: (item: T) => K, value: (item: T) => number) =>
    Stream.of(items).groupBy(key as Key<T>).map(([key, group]) => [
      key,
      Stream.of(group as T[]).map(value).toSum(),
    ]).toMap(),
  countChunks(items, size) {
    let count = 0;
    for (const chunk of Stream.of(items).chunkwise(size)) count += chunk.length;
    return count;
  },
  mapToArray: (items, map) => Stream.of(items).map(map).toArray(),
};
