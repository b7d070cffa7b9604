import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const ITEMS: readonly number[] = Array.from({ length: 1_000_000 }, (_, number) => number);

/** A third of a million integers, doubled, and added up in a `for` loop of the caller's. */
export const pipeline: MeasuredPipeline<"filterMapPull"> = pipelineOf({
  shape: "filterMapPull",
  run: (by) => by.filterMapPull(ITEMS, (number) => number % 3 === 0, (number) => number * 2),
  hand() {
    let sum = 0;
    for (let i = 0; i < ITEMS.length; i++) {
      const number = ITEMS[i]!;
      if (number % 3 === 0) sum += number * 2;
    }
    return sum;
  },
});
