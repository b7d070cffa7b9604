import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const ITEMS: readonly number[] = Array.from({ length: 1_000_000 }, (_, number) => number);

let ready: (() => number) | undefined;

/** A third of a million integers, doubled and added up by what was made ready once. */
export const pipeline: MeasuredPipeline<"filterMapReduceAgain"> = pipelineOf({
  shape: "filterMapReduceAgain",
  run(by) {
    ready ??= by.filterMapReduceAgain(
      ITEMS,
      (number) => number % 3 === 0,
      (number) => number * 2,
      (total: number, number) => total + number,
      0,
    );
    return ready();
  },
  hand() {
    let total = 0;
    for (let i = 0; i < ITEMS.length; i++) {
      const number = ITEMS[i]!;
      if (number % 3 === 0) total += number * 2;
    }
    return total;
  },
});
