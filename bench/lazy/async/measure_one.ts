/**
 * Measures one implementation of one async pipeline in a process of its own, in turns with the
 * `for await` loop by hand, and writes both costs as JSON. Takes the name of the pipeline, that of
 * the implementation, and whether other pipelines ran before: `clean` or `polluted`.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { quantile } from "../../measure/finding.ts";
import type { Form } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import type { MeasuredOne } from "../measure_one.ts";
import { load } from "./implementations.ts";
import { pollute } from "./pollution.ts";
import type { AsyncPipeline, AsyncShapes } from "./shapes.ts";

/** Milliseconds that all rounds may take, as far as three rounds permit. */
const ROUNDS_MS = 1_500;

/** What a run resolved to last, so that nobody leaves out the work. */
export let kept: unknown;

function form(name: string, run: () => Promise<unknown>): Form {
  return {
    name,
    async run(times) {
      for (let i = 0; i < times; i++) kept = await run();
    },
  };
}

if (import.meta.main) {
  const [file, name, process] = Deno.args as [string, string, "clean" | "polluted"];
  const path = join(import.meta.dirname!, "pipelines", `${file}.ts`);
  const { pipeline }: { pipeline: AsyncPipeline } = await import(pathToFileURL(path).href);
  const by = await load(name) as AsyncShapes;
  if (process === "polluted") await pollute(by);
  const startMs = performance.now();
  const answer = await pipeline.run(by);
  const rounds = Math.min(10, Math.max(3, ROUNDS_MS / (performance.now() - startMs)));
  assert.deepEqual(answer, await pipeline.hand(), `${name} is wrong`);
  const forms = [form("hand", pipeline.hand), form("it", () => pipeline.run(by))];
  const options = { rounds, sampleMs: 40, resources: 1, warmUpMs: 200 };
  const { hand, it } = await interleave(forms, options);
  const times = quantile(it!.map((sample, round) => sample / hand![round]!), 0.5);
  const found: MeasuredOne = { ns: quantile(it!, 0.5), times };
  console.log(JSON.stringify(found));
  Deno.exit();
}
