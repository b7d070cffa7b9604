import type { AsyncImplementation } from "../shapes.ts";

async function* filter<T>(items: AsyncIterable<T>, keep: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) if (keep(item)) yield item;
}

async function* map<T, U>(items: AsyncIterable<T>, map: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield map(item);
}

async function* flatten<T>(items: AsyncIterable<Iterable<T>>): AsyncGenerator<T> {
  for await (const part of items) yield* part;
}

async function* take<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count;
  for await (const item of items) {
    yield item;
    if (--left === 0) return;
  }
}

async function* chunks<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    if (chunk.push(item) < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function reduce<T, A>(
  items: AsyncIterable<T>,
  add: (total: A, item: T) => A,
  initial: A,
): Promise<A> {
  let total = initial;
  for await (const item of items) total = add(total, item);
  return total;
}

/** One async generator per operation. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, replace, add, initial) =>
    reduce(map(filter(source, keep), replace), add, initial),
  pagesReduce: (pages, keep, replace, add, initial) =>
    reduce(map(filter(flatten(pages.read()), keep), replace), add, initial),
  mapFilterTake: (source, replace, keep, count) =>
    Array.fromAsync(take(filter(map(source, replace), keep), count)),
  countChunks: (source, size) =>
    reduce(chunks(source, size), (count, chunk) => count + chunk.length, 0),
};
