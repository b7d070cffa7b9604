import { type MeasuredPipeline, pipelineOf, sortedEntries } from "../shapes.ts";

const ITEMS: readonly number[] = Array.from({ length: 1_000_000 }, (_, number) => number);

/** A million integers, counted by 97 small integers. */
export const pipeline: MeasuredPipeline<"countBy"> = pipelineOf({
  shape: "countBy",
  normal: sortedEntries,
  run: (by) => by.countBy(ITEMS, (number) => number % 97),
  hand() {
    const counts = new Map<number, number>();
    for (let i = 0; i < ITEMS.length; i++) {
      const key = ITEMS[i]! % 97;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  },
});
