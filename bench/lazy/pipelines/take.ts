import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const ITEMS: readonly number[] = Array.from({ length: 1_000_000 }, (_, number) => number);

/** The first hundred of a million that are kept. */
export const pipeline: MeasuredPipeline<"mapFilterTake"> = pipelineOf({
  shape: "mapFilterTake",
  run: (by) => by.mapFilterTake(ITEMS, (number) => number * 2, (double) => double % 3 === 0, 100),
  hand() {
    const taken: number[] = [];
    for (let i = 0; i < ITEMS.length; i++) {
      const double = ITEMS[i]! * 2;
      if (double % 3 === 0 && taken.push(double) === 100) break;
    }
    return taken;
  },
});
