import type { Implementation } from "../shapes.ts";

/** The helpers of iterators that the engine has. It has neither `distinct` nor chunks. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, map, add, initial) =>
    Iterator.from(items).filter(keep).map(map).reduce(add, initial),
  filterMapPull(items, keep, map) {
    let sum = 0;
    for (const number of Iterator.from(items).filter(keep).map(map)) sum += number;
    return sum;
  },
  mapFilterTake: (items, map, keep, count) =>
    Iterator.from(items).map(map).filter(keep).take(count).toArray(),
  countBy: (items, key) =>
    new Map(
      Map.groupBy(Iterator.from(items), key).entries().map(([key, group]) => [key, group.length]),
    ),
  mapToArray: (items, map) => Iterator.from(items).map(map).toArray(),
};
