import {
  add,
  comp,
  count,
  distinct,
  filter,
  frequencies,
  groupByMap,
  iterator,
  juxtR,
  map,
  mapcat,
  max,
  partition,
  push,
  pushSort,
  reducer,
  take,
  transduce,
} from "npm:@thi.ng/transducers@9.7.0";
import type { Implementation } from "../shapes.ts";

/** Transducers of thi.ng. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, replace, fold, initial) =>
    transduce(comp(filter(keep), map(replace)), reducer(() => initial, fold), items),
  filterMapPull(items, keep, replace) {
    let sum = 0;
    for (const number of iterator(comp(filter(keep), map(replace)), items)) sum += number;
    return sum;
  },
  mapFilterTake: (items, replace, keep, count) =>
    transduce(comp(map(replace), filter(keep), take(count)), push(), items),
  flatMapDistinctChunk: (items, expand, size) =>
    transduce(comp(mapcat(expand), distinct(), partition(size, true)), push(), items),
  sortTake: (items, compare, count) => pushSort(compare, items).slice(0, count),
  countBy: (items, key) => frequencies(key, items),
  sumBy: <T, K>(items: readonly T[], key: (item: T) => K, value: (item: T) => number) =>
    groupByMap({ key, group: reducer(() => 0, (sum, item: T) => sum + value(item)) }, items),
  aggregate(items, value) {
    const [total, sum, largest] = transduce(map(value), juxtR(count(), add(), max()), items);
    return { count: total, sum, max: largest };
  },
  filterMapReduceAgain(items, keep, replace, fold, initial) {
    const composed = comp(filter(keep), map(replace));
    const folding = reducer(() => initial, fold);
    return () => transduce(composed, folding, items);
  },
  countChunks(items, size) {
    let count = 0;
    for (const chunk of iterator(partition(size, true), items)) count += chunk.length;
    return count;
  },
  mapToArray: (items, replace) => transduce(map(replace), push(), items),
};
