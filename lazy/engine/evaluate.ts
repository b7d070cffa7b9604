import type { Plan } from "../plan/plan.ts";
import { closeNow } from "./closing.ts";
import { syncMode } from "./mode.ts";
import { PushRun } from "./push_run.ts";
import type { Sink, SinkFactory } from "./sink.ts";

/** Runs a plan into a sink. */
export function evaluate<R>(plan: Plan, factory: SinkFactory<R>): R {
  const sink = createSink(plan, factory);
  new PushRun(plan.program(false), sink).run();
  return sink.result();
}

/** A sink may run the user's code when it is made; a failure ends the run before it begins. */
function createSink<R>(plan: Plan, factory: SinkFactory<R>): Sink<R> {
  try {
    return factory(syncMode);
  } catch (error) {
    closeNow(plan.sources().map((source) => ({ close: () => source.discard() })));
    throw error;
  }
}
