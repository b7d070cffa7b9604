import { join } from "node:path";
import type { Group } from "../../../measure/group.ts";
import { runScript } from "../../../measure/run_script.ts";
import { OURS } from "../../implementations.ts";
import { LOCK } from "../../paths.ts";
import { IMPLEMENTATIONS, load } from "../implementations.ts";
import { PIPELINES } from "./pipelines.ts";

/** What this package may hold at once: next to nothing. */
const MOST_BYTES = 2 ** 20;

/** What an async pipeline holds at once, for everyone who can run it, each in a process of its own. */
export function asyncHeapGroup(title: string, pipeline: string): Group {
  const { shape } = PIPELINES[pipeline]!;
  return {
    title,
    table: "most that is held at once, async",
    unit: "B",
    processes: 1,
    goals: [{ form: OURS, below: MOST_BYTES }],
    async measure() {
      const samples: Record<string, number[]> = {};
      for (const name of IMPLEMENTATIONS) {
        if ((await load(name))[shape] === undefined) continue;
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
