import { from, reduce, sum, toArray } from "npm:ix@7.0.0/asynciterable";
import {
  buffer,
  bufferCountOrTime,
  filter,
  flatMap,
  map,
  take,
  withAbort,
} from "npm:ix@7.0.0/asynciterable/operators";
import type { AsyncImplementation } from "../async/shapes.ts";
import type { Subject } from "../robustness/subject.ts";

/** Async iterables of IxJS. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, replace, add, seed) =>
    reduce(from(source).pipe(filter((item) => keep(item)), map((item) => replace(item))), {
      callback: (total, item) => add(total, item),
      seed,
    }),
  pagesReduce: (pages, keep, replace, add, seed) =>
    reduce(
      from(pages.read()).pipe(
        flatMap((items) => items),
        filter((item) => keep(item)),
        map((item) => replace(item)),
      ),
      { callback: (total, item) => add(total, item), seed },
    ),
  mapFilterTake: (source, replace, keep, count) =>
    toArray(
      from(source).pipe(
        map((item) => replace(item)),
        filter((item) => keep(item)),
        take(count),
      ),
    ),
  async countChunks(source, size) {
    let count = 0;
    for await (const chunk of from(source).pipe(buffer(size))) count += chunk.length;
    return count;
  },
  async countBatches(source, size, maxWaitMs) {
    let count = 0;
    for await (const chunk of from(source).pipe(bufferCountOrTime(size, maxWaitMs))) {
      count += chunk.length;
    }
    return count;
  },
  sumAsTheyCome: (source, work, concurrency) =>
    sum(from(source).pipe(flatMap(async (item) => [await work(item)], concurrency))),
};

/** Several at once, in the order in which the results come. */
export const subjects: readonly Subject[] = [{
  name: "IxJS",
  map: (source, work, concurrency) =>
    from(source).pipe(flatMap(async (item) => [await work(item)], concurrency)),
  abortable: (source, work, concurrency, signal) =>
    toArray(
      from(source).pipe(
        flatMap(async (item) => [await work(item)], concurrency),
        withAbort(signal),
      ),
    ),
}];
