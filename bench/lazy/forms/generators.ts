import type { Implementation } from "../shapes.ts";

function* filter<T>(items: Iterable<T>, keep: (item: T) => boolean): Generator<T> {
  for (const item of items) if (keep(item)) yield item;
}

function* map<T, U>(items: Iterable<T>, map: (item: T) => U): Generator<U> {
  for (const item of items) yield map(item);
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count;
  for (const item of items) {
    yield item;
    if (--left === 0) return;
  }
}

function* flatMap<T, U>(items: Iterable<T>, expand: (item: T) => Iterable<U>): Generator<U> {
  for (const item of items) yield* expand(item);
}

function* distinct<T>(items: Iterable<T>): Generator<T> {
  const seen = new Set<T>();
  for (const item of items) {
    if (seen.has(item)) continue;
    seen.add(item);
    yield item;
  }
}

function* chunks<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    if (chunk.push(item) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** One generator per operation, as `@core/iterutil` and `@std` would have it. */
export const shapes: Implementation = {
  filterMapReduce(items, keep, replace, add, initial) {
    let total = initial;
    for (const item of map(filter(items, keep), replace)) total = add(total, item);
    return total;
  },
  filterMapPull(items, keep, replace) {
    let sum = 0;
    for (const number of map(filter(items, keep), replace)) sum += number;
    return sum;
  },
  mapFilterTake: (items, replace, keep, count) => [
    ...take(filter(map(items, replace), keep), count),
  ],
  flatMapDistinctChunk: (items, expand, size) => [
    ...chunks(distinct(flatMap(items, expand)), size),
  ],
  countChunks(items, size) {
    let count = 0;
    for (const chunk of chunks(items, size)) count += chunk.length;
    return count;
  },
  mapToArray: (items, replace) => [...map(items, replace)],
};
