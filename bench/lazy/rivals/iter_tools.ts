import {
  batch,
  distinct,
  filter,
  flatMap,
  map,
  reduce,
  take,
  takeSorted,
  toArray,
} from "npm:iter-tools@7.5.4";
import type { Implementation } from "../shapes.ts";

/** Functions of iter-tools. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, replace, add, initial) =>
    reduce(initial, add, map(replace, filter(keep, items))),
  filterMapPull(items, keep, replace) {
    let sum = 0;
    for (const number of map(replace, filter(keep, items))) sum += number;
    return sum;
  },
  mapFilterTake: (items, replace, keep, count) =>
    toArray(take(count, filter(keep, map(replace, items)))),
  flatMapDistinctChunk: (items, expand, size) =>
    toArray(map((part) => toArray(part), batch(size, distinct(flatMap(expand, items))))),
  sortTake: (items, compare, count) =>
    toArray(takeSorted(count, (a, b) => compare(b, a), items)).reverse(),
  countChunks(items, size) {
    let count = 0;
    for (const chunk of batch(size, items)) count += toArray(chunk).length;
    return count;
  },
  mapToArray: (items, replace) => toArray(map(replace, items)),
};
