import assert from "node:assert/strict";
import { searchPipelines } from "./testdata/pipelines/search.ts";

const count = Number(Deno.env.get("PIPELINES") ?? 20_000);
const seed = Number(Deno.env.get("PIPELINE_SEED") ?? 1);

Deno.test(`Seq and AsyncSeq agree with the naive oracle when ${count} random pipelines run`, async () => {
  const story = await searchPipelines({ seed, count });
  if (story !== undefined) assert.fail(story);
});
