import type { AsyncImplementation } from "../shapes.ts";

function filter<T>(keep: (item: T) => boolean): TransformStream<T, T> {
  return new TransformStream({
    transform(item, controller) {
      if (keep(item)) controller.enqueue(item);
    },
  });
}

function map<T, U>(map: (item: T) => U): TransformStream<T, U> {
  return new TransformStream({
    transform: (item, controller) => controller.enqueue(map(item)),
  });
}

function flatten<T>(): TransformStream<readonly T[], T> {
  return new TransformStream({
    transform(items, controller) {
      for (const item of items) controller.enqueue(item);
    },
  });
}

async function reduce<T, A>(
  stream: ReadableStream<T>,
  add: (total: A, item: T) => A,
  initial: A,
): Promise<A> {
  let total = initial;
  for await (const item of stream) total = add(total, item);
  return total;
}

/** One `TransformStream` per operation. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, replace, add, initial) =>
    reduce(
      ReadableStream.from(source).pipeThrough(filter(keep)).pipeThrough(map(replace)),
      add,
      initial,
    ),
  pagesReduce: (pages, keep, replace, add, initial) =>
    reduce(
      ReadableStream.from(pages.read())
        .pipeThrough(flatten())
        .pipeThrough(filter(keep))
        .pipeThrough(map(replace)),
      add,
      initial,
    ),
};
