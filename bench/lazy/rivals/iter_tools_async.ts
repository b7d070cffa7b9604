import {
  asyncBatch,
  asyncBuffer,
  asyncFilter,
  asyncFlat,
  asyncMap,
  asyncReduce,
  asyncTake,
  asyncToArray,
} from "npm:iter-tools@7.5.4";
import type { AsyncImplementation } from "../async/shapes.ts";
import type { Subject } from "../robustness/subject.ts";

/**
 * What its `asyncBuffer()` needs to have several things done at once: an iterator that begins one at
 * each call, whether those before are done or not. Its own `asyncMap()` waits.
 */
export function begun<T, U>(source: Iterable<T>, work: (item: T) => Promise<U>): AsyncIterable<U> {
  const iterator = source[Symbol.iterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const { done, value } = iterator.next();
        return done ? { done, value: undefined } : { done: false, value: await work(value) };
      },
    }),
  };
}

/** Async functions of iter-tools. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, replace, add, initial) =>
    asyncReduce(initial, add, asyncMap(replace, asyncFilter(keep, source))),
  pagesReduce: (pages, keep, replace, add, initial) =>
    asyncReduce(
      initial,
      add,
      asyncMap(replace, asyncFilter(keep, asyncFlat(1, pages.read()) as AsyncIterable<number>)),
    ),
  mapFilterTake: (source, replace, keep, count) =>
    asyncToArray(asyncTake(count, asyncFilter(keep, asyncMap(replace, source)))),
  async countChunks(source, size) {
    let count = 0;
    for await (const chunk of asyncBatch(size, source)) count += (await asyncToArray(chunk)).length;
    return count;
  },
  sumInOrder: (source, work, concurrency) =>
    asyncReduce(
      0,
      (sum, number: number) => sum + number,
      asyncBuffer(concurrency - 1, begun(source, work)),
    ),
};

/**
 * Several at once, in order, over an iterator that begins one at each call: the source is read by
 * hand there, and closing it is left to whoever writes that.
 */
export const subjects: readonly Subject[] = [{
  name: "iter-tools",
  map: (source, work, concurrency) => asyncBuffer(concurrency - 1, begunAsync(source, work)),
}];

function begunAsync<T, U>(
  source: AsyncIterable<T>,
  work: (item: T) => Promise<U>,
): AsyncIterable<U> {
  const iterator = source[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const { done, value } = await iterator.next();
        return done ? { done, value: undefined } : { done: false, value: await work(value) };
      },
      async return() {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}
