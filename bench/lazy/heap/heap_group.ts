import { join } from "node:path";
import type { Group } from "../../measure/group.ts";
import { runScript } from "../../measure/run_script.ts";
import { IMPLEMENTATIONS, load, NEEDS_ARRAY, OURS } from "../implementations.ts";
import { LOCK } from "../paths.ts";
import { PIPELINES } from "./pipelines.ts";

/** What this package may hold at once: next to nothing. */
const MOST_BYTES = 2 ** 20;

/**
 * What a pipeline holds at once, for everyone who can read a source that makes its items one by one.
 * Each runs in a process of its own; a single one, as it is the same each time.
 */
export function heapGroup(title: string, pipeline: string): Group {
  const { shape } = PIPELINES[pipeline]!;
  return {
    title,
    table: "most that is held at once",
    unit: "B",
    processes: 1,
    goals: [{ form: OURS, below: MOST_BYTES }],
    async measure() {
      const samples: Record<string, number[]> = {};
      for (const name of IMPLEMENTATIONS) {
        if (NEEDS_ARRAY.includes(name) || (await load(name))[shape] === undefined) continue;
        samples[name] = [await measureHeap(pipeline, name)];
      }
      return samples;
    },
  };
}

async function measureHeap(...args: [string, string]): Promise<number> {
  const script = join(import.meta.dirname!, "measure_heap.ts");
  const { success, stdout } = await runScript(script, args, { lock: LOCK, stderr: "inherit" });
  if (!success) throw new Error(`Cannot measure ${args.join(", ")} as its process has failed`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
