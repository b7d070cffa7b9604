import {
  batch,
  batchWithTimeout,
  filter,
  flatten,
  map,
  parallelMap,
  reduce,
  take,
} from "npm:streaming-iterables@8.0.1";
import type { AsyncImplementation } from "../async/shapes.ts";
import type { Subject } from "../robustness/subject.ts";

/** Functions of streaming-iterables. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, replace, add, initial) =>
    reduce(add, initial, map(replace, filter(keep, source))),
  pagesReduce: (pages, keep, replace, add, initial) =>
    reduce(add, initial, map(replace, filter(keep, flatten(pages.read())))),
  mapFilterTake: (source, replace, keep, count) =>
    Array.fromAsync(take(count, filter(keep, map(replace, source)))),
  countChunks: (source, size) =>
    reduce((count, chunk) => count + chunk.length, 0, batch(size, source)),
  countBatches: (source, size, maxWaitMs) =>
    reduce((count, chunk) => count + chunk.length, 0, batchWithTimeout(size, maxWaitMs, source)),
  sumInOrder: (source, work, concurrency) =>
    reduce((sum, number: number) => sum + number, 0, parallelMap(concurrency, work, source)),
};

/** Several at once, in order. Nothing takes a signal. */
export const subjects: readonly Subject[] = [{
  name: "streaming-iterables",
  map: (source, work, concurrency) => parallelMap(concurrency, work, source),
}];
