/**
 * Measures one implementation of one pipeline in a process of its own, in turns with the loop by
 * hand, and writes both costs as JSON. Takes the name of the pipeline, that of the implementation,
 * and whether other pipelines ran before: `clean` or `polluted`.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { quantile } from "../measure/finding.ts";
import type { Form } from "../measure/group.ts";
import { interleave } from "../measure/interleave.ts";
import { load } from "./implementations.ts";
import { pollute } from "./pollution.ts";
import type { MeasuredPipeline, Shapes } from "./shapes.ts";

/** What a process has found: one run of each, and how they compare round by round. */
export interface MeasuredOne {
  /** Nanoseconds of the implementation. */
  readonly ns: number;
  /** The cost of the implementation as a multiple of that of the loop. */
  readonly times: number;
}

/** Milliseconds that all rounds may take, as far as three rounds permit. */
const ROUNDS_MS = 400;

/** What was returned last, so that nobody leaves out the work. */
export let kept: unknown;

function form(name: string, run: () => unknown): Form {
  return {
    name,
    run(times) {
      for (let i = 0; i < times; i++) kept = run();
      return Promise.resolve();
    },
  };
}

if (import.meta.main) {
  const [file, name, process] = Deno.args as [string, string, "clean" | "polluted"];
  const path = join(import.meta.dirname!, "pipelines", `${file}.ts`);
  const { pipeline }: { pipeline: MeasuredPipeline } = await import(pathToFileURL(path).href);
  const { hand, normal = (answer) => answer } = pipeline;
  const by = await load(name) as Shapes;
  if (process === "polluted") pollute(by);
  const startMs = performance.now();
  const answer = pipeline.run(by);
  const rounds = Math.min(6, Math.max(3, ROUNDS_MS / (performance.now() - startMs)));
  assert.deepEqual(normal(answer), normal(hand()), `${name} is wrong`);
  const forms = [form("hand", hand), form("it", () => pipeline.run(by))];
  const options = { rounds, sampleMs: 4, resources: 1, warmUpMs: 100 };
  const { hand: loop, it } = await interleave(forms, options);
  const times = quantile(it!.map((sample, round) => sample / loop![round]!), 0.5);
  const found: MeasuredOne = { ns: quantile(it!, 0.5), times };
  console.log(JSON.stringify(found));
  Deno.exit();
}
