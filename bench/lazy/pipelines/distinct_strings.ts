import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

const COUNT = 250_000;
const ROWS: readonly { readonly tags: readonly string[] }[] = Array.from(
  { length: COUNT },
  (_, at) => {
    const first = at * 7_919 % COUNT;
    return { tags: [0, 1, 2, 3].map((next) => `tag ${first + next}`) };
  },
);

/** A million texts, every fourth of them new, in chunks of a thousand. */
export const pipeline: MeasuredPipeline<"flatMapDistinctChunk"> = pipelineOf({
  shape: "flatMapDistinctChunk",
  run: (by) => by.flatMapDistinctChunk(ROWS, (row) => row.tags, 1_000),
  hand() {
    const chunks: string[][] = [];
    const seen = new Set<string>();
    let chunk: string[] = [];
    for (let i = 0; i < ROWS.length; i++) {
      const { tags } = ROWS[i]!;
      for (let j = 0; j < tags.length; j++) {
        const tag = tags[j]!;
        if (seen.has(tag)) continue;
        seen.add(tag);
        if (chunk.push(tag) < 1_000) continue;
        chunks.push(chunk);
        chunk = [];
      }
    }
    if (chunk.length > 0) chunks.push(chunk);
    return chunks;
  },
});
