import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

/** Numbers in an order that looks random and is the same each time. */
const ITEMS: readonly number[] = Array.from(
  { length: 1_000_000 },
  (_, at) => Math.imul(at + 1, 0x9e3779b1) >>> 0,
);

/** The ten smallest of a million numbers. */
export const pipeline: MeasuredPipeline<"sortTake"> = pipelineOf({
  shape: "sortTake",
  run: (by) => by.sortTake(ITEMS, (a, b) => a - b, 10),
  hand() {
    const least: number[] = [];
    for (let i = 0; i < ITEMS.length; i++) {
      const item = ITEMS[i]!;
      if (least.length === 10 && item >= least[9]!) continue;
      let at = Math.min(least.length, 9);
      for (; at > 0 && item < least[at - 1]!; at--) least[at] = least[at - 1]!;
      least[at] = item;
    }
    return least;
  },
});
