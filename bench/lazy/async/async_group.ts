import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Goal, Group, Samples } from "../../measure/group.ts";
import { runScript } from "../../measure/run_script.ts";
import type { MeasuredOne } from "../measure_one.ts";
import { LOCK } from "../paths.ts";
import { IMPLEMENTATIONS, load } from "./implementations.ts";
import type { AsyncPipeline } from "./shapes.ts";

/** The form that all others are compared with. */
export const HAND = "for await by hand";

/** Processes of each implementation: one result of each is a sample. */
const PROCESSES = 3;

/** What is measured of an async pipeline. */
export interface AsyncGroupOptions {
  /** Title of its column. */
  readonly title: string;
  /** Name of its file. */
  readonly pipeline: string;
  /** Whether other pipelines ran before in the same process. @default {"clean"} */
  readonly process?: "clean" | "polluted";
  /** What is asked of the implementations. */
  readonly goals: readonly Goal[];
}

/**
 * An async pipeline, run by everyone who can: each in a process of its own together with the loop by
 * hand. A sample is what one such process has found.
 */
export function asyncGroup(
  { title, pipeline, process = "clean", goals }: AsyncGroupOptions,
): Group {
  return {
    title,
    unit: "times",
    table: "100,000 items that come one by one, times the loop",
    processes: 1,
    goals,
    async measure() {
      const samples: Record<string, number[]> = { [HAND]: Array(PROCESSES).fill(1) };
      const names = await whoRuns(pipeline);
      for (let run = 0; run < PROCESSES; run++) {
        for (const name of names) {
          (samples[name] ??= []).push((await measureOne(pipeline, name, process)).times);
        }
      }
      return samples satisfies Samples;
    },
  };
}

async function whoRuns(file: string): Promise<string[]> {
  const path = join(import.meta.dirname!, "pipelines", `${file}.ts`);
  const { pipeline }: { pipeline: AsyncPipeline } = await import(pathToFileURL(path).href);
  const names: string[] = [];
  for (const name of IMPLEMENTATIONS) {
    if ((await load(name))[pipeline.shape] !== undefined) names.push(name);
  }
  return names;
}

async function measureOne(...args: [string, string, string]): Promise<MeasuredOne> {
  const script = join(import.meta.dirname!, "measure_one.ts");
  const { success, stdout } = await runScript(script, args, { lock: LOCK, stderr: "inherit" });
  if (!success) throw new Error(`Cannot measure ${args.join(", ")} as its process has failed`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
