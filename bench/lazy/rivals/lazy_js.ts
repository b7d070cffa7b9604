import Lazy from "npm:lazy.js@0.5.1";
import type { Implementation } from "../shapes.ts";

/** Sequences of lazy.js. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, map, add, initial) =>
    Lazy(items).filter(keep).map(map).reduce(add, initial),
  filterMapPull(items, keep, map) {
    let sum = 0;
    const numbers = Lazy(items).filter(keep).map(map).getIterator();
    while (numbers.moveNext()) sum += numbers.current();
    return sum;
  },
  mapFilterTake: (items, map, keep, count) =>
    Lazy(items).map(map).filter(keep).take(count).toArray(),
  flatMapDistinctChunk: (items, expand, size) =>
    Lazy(items).map(expand).flatten().uniq().chunk(size).toArray(),
  sortTake: (items, compare, count) => Lazy(items).sort(compare).take(count).toArray(),
  countBy: (items, key) => Lazy(items).countBy(key).toObject(),
  sumBy: (items, key, value) =>
    Lazy(items).groupBy(key).map((group: never[], key: string) => [key, Lazy(group).sum(value)])
      .toObject(),
  mapToArray: (items, map) => Lazy(items).map(map).toArray(),
};
