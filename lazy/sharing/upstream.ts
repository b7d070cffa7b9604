import { syncMode } from "../engine/mode.ts";
import { Run } from "../engine/run.ts";
import type { Plan } from "../plan/plan.ts";
import type { Upstream } from "./shared_run.ts";

/** Begins a sync run of a plan; the source is not opened before the first pull. */
export function openUpstream(plan: Plan): Upstream {
  const run = new Run(plan.program(false), syncMode);
  return {
    pull() {
      try {
        return run.pull();
      } catch (error) {
        failQuietly(run);
        throw error;
      }
    },
    close: () => void run.close(),
  };
}

/** What fails while closing gives way to the failure that came first. */
function failQuietly(run: Run): void {
  try {
    run.fail();
  } catch {
    return;
  }
}
