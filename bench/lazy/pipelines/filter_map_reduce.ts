import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const ITEMS: readonly number[] = Array.from({ length: 1_000_000 }, (_, number) => number);

/** A third of a million integers, doubled and added up. */
export const pipeline: MeasuredPipeline<"filterMapReduce"> = pipelineOf({
  shape: "filterMapReduce",
  run: (by) =>
    by.filterMapReduce(
      ITEMS,
      (number) => number % 3 === 0,
      (number) => number * 2,
      (total: number, number) => total + number,
      0,
    ),
  hand() {
    let total = 0;
    for (let i = 0; i < ITEMS.length; i++) {
      const number = ITEMS[i]!;
      if (number % 3 === 0) total += number * 2;
    }
    return total;
  },
});
