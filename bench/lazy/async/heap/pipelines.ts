import type { AsyncShapes } from "../shapes.ts";

/** Items that are made one by one while a pipeline reads them; it may read them either way. */
export type Integers = Iterable<number> & AsyncIterable<number>;

/** An async pipeline over integers that are made one by one while it reads them. */
export interface AsyncHeapPipeline {
  /** What is asked of an implementation. */
  readonly shape: keyof AsyncShapes;
  /** How many integers there are. */
  readonly count: number;
  /** Runs it. */
  run(by: AsyncShapes, source: Integers): Promise<unknown>;
}

/** The async pipelines whose memory is measured, by their names. */
export const PIPELINES: Readonly<Record<string, AsyncHeapPipeline>> = {
  reduce: {
    shape: "filterMapReduce",
    count: 1_000_000,
    run: (by, source) =>
      by.filterMapReduce(
        source,
        (number) => number % 3 === 0,
        (number) => number * 2,
        (total: number, number) => total + number,
        0,
      ),
  },
  take: {
    shape: "mapFilterTake",
    count: 1_000_000,
    run: (by, source) =>
      by.mapFilterTake(source, (number) => number * 2, (double) => double % 20_000 === 0, 100),
  },
  chunks: {
    shape: "countChunks",
    count: 1_000_000,
    run: (by, source) => by.countChunks(source, 1_000),
  },
  batch: {
    shape: "countBatches",
    count: 1_000_000,
    run: (by, source) => by.countBatches(source, 1_000, 60_000),
  },
  concurrent: {
    shape: "sumInOrder",
    count: 1_000_000,
    run: (by, source) => by.sumInOrder(source, (number) => Promise.resolve(number), 32),
  },
};
