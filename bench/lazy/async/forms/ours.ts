import { AsyncSeq, asyncSeq } from "@weir/std/lazy";
import type { Subject } from "../../robustness/subject.ts";
import type { AsyncImplementation } from "../shapes.ts";

/** This package, by its terminals. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, map, add, initial) =>
    asyncSeq(source).filter(keep).map(map).reduce(add, initial),
  pagesReduce: (pages, keep, map, add, initial) =>
    AsyncSeq.fromPages(pages.fetch).filter(keep).map(map).reduce(add, initial),
  mapFilterTake: (source, map, keep, count) =>
    asyncSeq(source).map(map).filter(keep).take(count).toArray(),
  async countChunks(source, size) {
    let count = 0;
    await asyncSeq(source).chunks(size).forEach((chunk) => void (count += chunk.length));
    return count;
  },
  async countBatches(source, size, maxWaitMs) {
    let count = 0;
    const batches = asyncSeq(source).batch({ size, maxWaitMs });
    await batches.forEach((batch) => void (count += batch.length));
    return count;
  },
  sumInOrder: (source, work, concurrency) => asyncSeq(source).map(work, { concurrency }).sum(),
  sumAsTheyCome: (source, work, concurrency) =>
    asyncSeq(source).map(work, { concurrency, ordered: false }).sum(),
};

/** Several at once, in the order of the items and in that of the results. */
export const subjects: readonly Subject[] = [true, false].map((ordered) => ({
  name: ordered ? "weir, ordered" : "weir, unordered",
  map: (source, work, concurrency) => asyncSeq(source).map(work, { concurrency, ordered }),
  abortable: (source, work, concurrency, signal) =>
    asyncSeq(source).map(work, { concurrency, ordered }).toArray({ signal }),
}));
