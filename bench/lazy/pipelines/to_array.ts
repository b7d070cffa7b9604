import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const ITEMS: readonly number[] = Array.from({ length: 1_000_000 }, (_, number) => number);

/** A million integers, doubled, in an array. */
export const pipeline: MeasuredPipeline<"mapToArray"> = pipelineOf({
  shape: "mapToArray",
  run: (by) => by.mapToArray(ITEMS, (number) => number * 2),
  hand() {
    const doubles: number[] = [];
    for (let i = 0; i < ITEMS.length; i++) doubles.push(ITEMS[i]! * 2);
    return doubles;
  },
});
