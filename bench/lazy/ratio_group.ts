import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Goal, Group, Samples } from "../measure/group.ts";
import { runScript } from "../measure/run_script.ts";
import { IMPLEMENTATIONS, load, OURS } from "./implementations.ts";
import type { MeasuredOne } from "./measure_one.ts";
import { LOCK } from "./paths.ts";
import type { MeasuredPipeline } from "./shapes.ts";

/** The form that all others are compared with. */
export const HAND = "hand loop";

/** Processes of each implementation: one result of each is a sample. */
const PROCESSES = 3;

/** Title of the table of pipelines that take all items. */
export const LOOPS = "a million items, times the hand loop";

/** Title of the table of pipelines that take some, or remember some. */
export const OTHERS = "other work, times the hand loop";

/** What is measured of a pipeline. */
export interface RatioGroupOptions {
  /** Title of its column. */
  readonly title: string;
  /** Name of its file. */
  readonly pipeline: string;
  /** Title of its table; without one it is measured in nanoseconds. */
  readonly table?: string;
  /** Whether other pipelines ran before in the same process. @default {"clean"} */
  readonly process?: "clean" | "polluted";
  /** What is asked of the implementations. */
  readonly goals: readonly Goal[];
}

/**
 * A pipeline, run by everyone who can: each in a process of its own together with the loop by hand,
 * as implementations in one process would meet each other's compiled callbacks. A sample is what
 * one such process has found.
 */
export function ratioGroup(
  { title, pipeline, table, process = "clean", goals }: RatioGroupOptions,
): Group {
  const unit = table === undefined ? "ns" : "times";
  return {
    title,
    unit,
    processes: 1,
    goals,
    ...table === undefined ? {} : { table },
    async measure() {
      const samples: Record<string, number[]> = table === undefined
        ? {}
        : { [HAND]: Array(PROCESSES).fill(1) };
      const names = await whoRuns(pipeline);
      for (let run = 0; run < PROCESSES; run++) {
        for (const name of names) {
          (samples[name] ??= []).push((await measureOne(pipeline, name, process))[unit]);
        }
      }
      return samples satisfies Samples;
    },
  };
}

/** The least that is asked of a rival's cost: this package costs no more. */
export function noDearerThan(rivals: readonly string[]): readonly Goal[] {
  return rivals.map((rival) => ({ form: OURS, rival, atMost: 1 }));
}

async function whoRuns(file: string): Promise<string[]> {
  const path = join(import.meta.dirname!, "pipelines", `${file}.ts`);
  const { pipeline }: { pipeline: MeasuredPipeline } = await import(pathToFileURL(path).href);
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
