import { promise, runPromise, tryPromise } from "npm:effect@4.1.0/Effect";
import { fromUndefinedOr } from "npm:effect@4.1.0/Option";
import {
  filter,
  fromAsyncIterable,
  fromIterable,
  grouped,
  groupedWithin,
  map,
  mapEffect,
  paginate,
  runCollect,
  runFold,
  runSum,
  take,
  toAsyncIterable,
} from "npm:effect@4.1.0/Stream";
import type { AsyncImplementation } from "../async/shapes.ts";
import type { Subject, Work } from "../robustness/subject.ts";

const same = (error: unknown): unknown => error;

/** Streams of Effect. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, replace, add, initial) =>
    runPromise(
      fromAsyncIterable(source, same).pipe(
        filter(keep),
        map(replace),
        runFold(() => initial, add),
      ),
    ),
  pagesReduce: (pages, keep, replace, add, initial) =>
    runPromise(
      paginate(undefined as number | undefined, (cursor) =>
        promise(async () => {
          const { items, next } = await pages.fetch(cursor);
          return [items, fromUndefinedOr(next)] as const;
        })).pipe(filter(keep), map(replace), runFold(() => initial, add)),
    ),
  mapFilterTake: (source, replace, keep, count) =>
    runPromise(
      fromAsyncIterable(source, same).pipe(map(replace), filter(keep), take(count), runCollect),
    ),
  countChunks: (source, size) =>
    runPromise(
      fromAsyncIterable(source, same).pipe(grouped(size), map((chunk) => chunk.length), runSum),
    ),
  countBatches: (source, size, maxWaitMs) =>
    runPromise(
      fromAsyncIterable(source, same).pipe(
        groupedWithin(size, maxWaitMs),
        map((chunk) => chunk.length),
        runSum,
      ),
    ),
  sumInOrder: (source, work, concurrency) =>
    runPromise(
      fromIterable(source).pipe(
        mapEffect((item) => promise(() => work(item)), { concurrency }),
        runSum,
      ),
    ),
  sumAsTheyCome: (source, work, concurrency) =>
    runPromise(
      fromIterable(source).pipe(
        mapEffect((item) => promise(() => work(item)), { concurrency, unordered: true }),
        runSum,
      ),
    ),
};

/** Several at once, in the order of the items and in that of the results. */
export const subjects: readonly Subject[] = [false, true].map((unordered) => {
  const mapped = (source: AsyncIterable<number>, work: Work, concurrency: number) =>
    fromAsyncIterable(source, same).pipe(
      mapEffect((item) => tryPromise({ try: () => work(item), catch: same }), {
        concurrency,
        unordered,
      }),
    );
  return {
    name: unordered ? "Effect, unordered" : "Effect, ordered",
    map: (source, work, concurrency) => toAsyncIterable(mapped(source, work, concurrency)),
    abortable: (source, work, concurrency, signal) =>
      runPromise(mapped(source, work, concurrency).pipe(runCollect), { signal }),
  };
});
