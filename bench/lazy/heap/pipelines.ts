import type { Shapes } from "../shapes.ts";

/** A pipeline over integers that are made one by one while it reads them. */
export interface HeapPipeline {
  /** What is asked of an implementation. */
  readonly shape: keyof Shapes;
  /** How many integers there are. */
  readonly count: number;
  /** Makes one of them. @default its number */
  readonly make?: (number: number) => number;
  /** Runs it. */
  run(by: Shapes, source: readonly number[]): unknown;
}

/** The pipelines whose memory is measured, by their names. */
export const PIPELINES: Readonly<Record<string, HeapPipeline>> = {
  reduce: {
    shape: "filterMapReduce",
    count: 10_000_000,
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
    count: 10_000_000,
    run: (by, source) =>
      by.mapFilterTake(source, (number) => number * 2, (double) => double % 200_000 === 0, 100),
  },
  distinct: {
    shape: "flatMapDistinctChunk",
    count: 1_000_000,
    run: (by, source) =>
      by.flatMapDistinctChunk(source, (number) => [number % 10_000, (number + 1) % 10_000], 1_000),
  },
  "sort_take": {
    shape: "sortTake",
    count: 5_000_000,
    make: (number) => Math.imul(number + 1, 0x9e3779b1) >>> 0,
    run: (by, source) => by.sortTake(source, (a, b) => a - b, 10),
  },
  "sum_by": {
    shape: "sumBy",
    count: 10_000_000,
    run: (by, source) => by.sumBy(source, (number) => number % 97, (number) => number),
  },
  chunks: {
    shape: "countChunks",
    count: 10_000_000,
    run: (by, source) => by.countChunks(source, 1_000),
  },
};
