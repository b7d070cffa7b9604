import { AsyncStream } from "npm:itertools-ts@2.5.0";
import type { AsyncImplementation } from "../async/shapes.ts";

/** Async streams of itertools-ts. */
export const shapes: AsyncImplementation = {
  filterMapReduce: (source, keep, map, add, initial) =>
    AsyncStream.of(source).filter(keep).map(map).toValue(add, initial),
  pagesReduce: (pages, keep, map, add, initial) =>
    AsyncStream.of(pages.read() as AsyncIterable<never>).flatMap((items) => items).filter(keep).map(
      map,
    )
      .toValue(add, initial),
  mapFilterTake: (source, map, keep, count) =>
    AsyncStream.of(source).map(map).filter(keep).limit(count).toArray(),
  async countChunks(source, size) {
    let count = 0;
    for await (const chunk of AsyncStream.of(source).chunkwise(size)) count += chunk.length;
    return count;
  },
};
