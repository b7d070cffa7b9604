import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const NONE: readonly number[] = [];

/** Three operations over no items. */
export const pipeline: MeasuredPipeline<"mapFilterTake"> = pipelineOf({
  shape: "mapFilterTake",
  run: (by) => by.mapFilterTake(NONE, (number) => number * 2, (double) => double % 3 === 0, 100),
  hand: () => [],
});
