import type { Implementation } from "../shapes.ts";

/** Methods of arrays; each makes a whole array. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, map, add, initial) =>
    items.filter(keep).map(map).reduce(add, initial),
  filterMapPull(items, keep, map) {
    let sum = 0;
    for (const number of items.filter(keep).map(map)) sum += number;
    return sum;
  },
  mapFilterTake: (items, map, keep, count) => items.map(map).filter(keep).slice(0, count),
  flatMapDistinctChunk(items, expand, size) {
    const distinct = [...new Set(items.flatMap(expand))];
    const length = Math.ceil(distinct.length / size);
    return Array.from({ length }, (_, at) => distinct.slice(at * size, (at + 1) * size));
  },
  sortTake: (items, compare, count) => items.toSorted(compare).slice(0, count),
  countBy: (items, key) =>
    new Map(Map.groupBy(items, key).entries().map(([key, group]) => [key, group.length])),
  sumBy: (items, key, value) =>
    new Map(
      Map.groupBy(items, key).entries().map((
        [key, group],
      ) => [key, group.reduce((sum, item) => sum + value(item), 0)]),
    ),
  aggregate: (items, value) => ({
    count: items.reduce((count) => count + 1, 0),
    sum: items.reduce((sum, item) => sum + value(item), 0),
    max: items.reduce((max, item) => Math.max(max, value(item)), -Infinity),
  }),
  mapToArray: (items, map) => items.map(map),
};
