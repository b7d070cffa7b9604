import { syncMode } from "./mode.ts";
import type { Plan } from "./plan.ts";
import { END, Run } from "./run.ts";
import type { SinkFactory } from "./sink.ts";

/** Runs a plan into a sink. */
export function evaluate<R>(plan: Plan, factory: SinkFactory<R>): R {
  const sink = factory(syncMode);
  const run = new Run(plan, syncMode);
  try {
    for (;;) {
      const value = run.pull();
      if (value === END) return sink.result();
      const result = sink.call === undefined ? value : sink.call(value);
      if (sink.settle(result, value) === true) break;
    }
  } catch (error) {
    failQuietly(run);
    throw error;
  }
  run.close();
  return sink.result();
}

/** Closes a failed run; what fails on the way gives way to the failure that came first. */
export function failQuietly(run: Run): void {
  try {
    run.fail();
  } catch {
    return;
  }
}
