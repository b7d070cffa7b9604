import { count, from, reduce, sum, toArray } from "npm:ix@7.0.0/iterable";
import { buffer, filter, groupBy, map, orderBy, take } from "npm:ix@7.0.0/iterable/operators";
import type { Implementation } from "../shapes.ts";

/** Iterables of IxJS. Its `distinct` searches an array: a minute for what takes others 0.1 s. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, replace, add, seed) =>
    reduce(from(items).pipe(filter((item) => keep(item)), map((item) => replace(item))), {
      callback: (total, item) => add(total, item),
      seed,
    }),
  filterMapPull(items, keep, replace) {
    let sum = 0;
    const numbers = from(items).pipe(filter((item) => keep(item)), map((item) => replace(item)));
    for (const number of numbers) sum += number;
    return sum;
  },
  mapFilterTake: (items, replace, keep, count) =>
    toArray(
      from(items).pipe(
        map((item) => replace(item)),
        filter((item) => keep(item)),
        take(count),
      ),
    ),
  sortTake: (items, compare, count) =>
    toArray(from(items).pipe(orderBy((number) => number, compare), take(count))),
  countBy: (items, key) =>
    new Map(
      from(items).pipe(
        groupBy((item) => key(item)),
        map((group): [ReturnType<typeof key>, number] => [group.key, count(group)]),
      ),
    ),
  sumBy: (items, key, value) =>
    new Map(
      from(items).pipe(
        groupBy((item) => key(item)),
        map((group): [ReturnType<typeof key>, number] => [
          group.key,
          sum(group, { selector: (item) => value(item) }),
        ]),
      ),
    ),
  countChunks(items, size) {
    let count = 0;
    for (const chunk of from(items).pipe(buffer(size))) count += chunk.length;
    return count;
  },
  mapToArray: (items, replace) => toArray(from(items).pipe(map((item) => replace(item)))),
};
