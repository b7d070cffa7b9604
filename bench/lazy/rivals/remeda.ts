import {
  chunk,
  countBy,
  filter,
  flatMap,
  groupBy,
  identity,
  map,
  mapValues,
  pipe,
  reduce,
  sortBy,
  sumBy,
  take,
  takeFirstBy,
  unique,
} from "npm:remeda@2.61.0";
import type { Implementation } from "../shapes.ts";

/** Pipes of remeda. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, replace, add, initial) =>
    pipe(items, filter(keep), map(replace), reduce(add, initial)),
  filterMapPull(items, keep, replace) {
    let sum = 0;
    for (const number of pipe(items, filter(keep), map(replace))) sum += number;
    return sum;
  },
  mapFilterTake: (items, replace, keep, count) =>
    pipe(items, map(replace), filter(keep), take(count)),
  flatMapDistinctChunk: (items, expand, size) =>
    pipe(items, flatMap(expand), unique(), chunk(size)),
  sortTake: (items, _compare, count) =>
    pipe(items, takeFirstBy(count, identity()), sortBy(identity())),
  countBy: (items, key) => countBy(items, key),
  sumBy: <T, K extends string | number>(
    items: readonly T[],
    key: (item: T) => K,
    value: (item: T) => number,
  ) => mapValues(groupBy(items, key), (group) => sumBy(group as readonly T[], value)),
  mapToArray: (items, replace) => map(items, replace),
};
