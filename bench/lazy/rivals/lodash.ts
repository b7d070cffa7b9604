import _ from "npm:lodash@4.18.1";
import type { Implementation } from "../shapes.ts";

/** Chains of lodash. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, map, add, initial) =>
    _(items).filter(keep).map(map).reduce(add, initial),
  filterMapPull(items, keep, map) {
    let sum = 0;
    for (const number of _(items).filter(keep).map(map)) sum += number;
    return sum;
  },
  mapFilterTake: (items, map, keep, count) => _(items).map(map).filter(keep).take(count).value(),
  flatMapDistinctChunk: (items, expand, size) =>
    _(items).flatMap(expand).uniq().chunk(size).value(),
  sortTake: (items, _compare, count) => _(items).sortBy().take(count).value(),
  countBy: (items, key) => _.countBy(items, key),
  sumBy: (items, key, value) =>
    _(items).groupBy(key).mapValues((group: never[]) => _.sumBy(group, value)).value(),
  mapToArray: (items, map) => _(items).map(map).value(),
};
