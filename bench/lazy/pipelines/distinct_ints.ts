import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const COUNT = 250_000;
const ITEMS: readonly number[] = Array.from({ length: COUNT }, (_, at) => at * 7_919 % COUNT);

/** A million integers, every fourth of them new, in chunks of a thousand. */
export const pipeline: MeasuredPipeline<"flatMapDistinctChunk"> = pipelineOf({
  shape: "flatMapDistinctChunk",
  run: (by) =>
    by.flatMapDistinctChunk(
      ITEMS,
      (number) => [number, number + 1, number + 2, number + 3],
      1_000,
    ),
  hand() {
    const chunks: number[][] = [];
    const seen = new Set<number>();
    let chunk: number[] = [];
    for (let i = 0; i < ITEMS.length; i++) {
      const first = ITEMS[i]!;
      for (let number = first; number < first + 4; number++) {
        if (seen.has(number)) continue;
        seen.add(number);
        if (chunk.push(number) < 1_000) continue;
        chunks.push(chunk);
        chunk = [];
      }
    }
    if (chunk.length > 0) chunks.push(chunk);
    return chunks;
  },
});
