import { AsyncSeq, asyncSeq } from "@weir/std/lazy";
import type { AsyncImplementation } from "../shapes.ts";

async function fold<T, A>(
  sequence: AsyncIterable<T>,
  add: (total: A, item: T) => A,
  initial: A,
): Promise<A> {
  let total = initial;
  for await (const item of sequence) total = add(total, item);
  return total;
}

/** This package, by a `for await` loop of the caller's. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, map, add, initial) =>
    fold(asyncSeq(source).filter(keep).map(map), add, initial),
  pagesReduce: (pages, keep, map, add, initial) =>
    fold(AsyncSeq.fromPages(pages.fetch).filter(keep).map(map), add, initial),
};
