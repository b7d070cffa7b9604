import { hearStray } from "./hear_stray.ts";
import { isAhead } from "./is_ahead.ts";
import { orderFor } from "./log_order.ts";
import type { Pipeline } from "./pipeline.ts";
import { runAsyncEngine, runEngine } from "./run_engine.ts";
import { runReference } from "./run_reference.ts";
import { stepKinds } from "./steps/steps.ts";
import { ABORT, type World } from "./world.ts";

/** What the engine did and what it should have done; `undefined` where they agree. */
export interface Difference {
  readonly expected: readonly string[];
  readonly observed: readonly string[];
}

/** Runs a sync pipeline and compares it with the oracle. */
export function compare(pipeline: Pipeline): Difference | undefined {
  return difference(pipeline, runReference(pipeline), runEngine(pipeline));
}

/** Runs an async pipeline and compares it with the oracle. */
export async function compareAsync(pipeline: Pipeline): Promise<Difference | undefined> {
  const reference = runReference(pipeline);
  if (isAbortOutOfReach(reference)) return undefined;
  const { result: engine, stray } = await hearStray(() => runAsyncEngine(pipeline));
  if (stray === undefined) return difference(pipeline, reference, engine);
  return { expected: reference.log, observed: [...engine.log, `nobody is handed ${stray}`] };
}

function difference(pipeline: Pipeline, reference: World, engine: World): Difference | undefined {
  const { steps, driver } = pipeline;
  const isShared = steps.some(({ op }) => stepKinds[op]!.isShared);
  if (isAhead(pipeline)) {
    const left = isShared || driver.name === "disposed" ? undefined : leftOpen(engine);
    // What runs ahead meets failures that the oracle does not come to, or comes to them later.
    if (left !== undefined || hasFailed(engine) || hasFailed(reference)) return left;
  }
  if (engine.hasCompared && engine.log.includes("threw compareBoom")) return leftOpen(engine);
  const order = orderFor(pipeline);
  const [expected, observed] = [order(reference.log), order(engine.log)];
  const isSame = expected.length === observed.length &&
    expected.every((entry, index) => entry === observed[index]);
  return isSame ? undefined : { expected, observed };
}

function hasFailed({ log }: World): boolean {
  return log.some((entry) => entry.startsWith("threw"));
}

/**
 * Where a comparator fails depends on the way of sorting, and what runs ahead on who is first; that
 * all is closed does not. What is closed while it is pulled may prove to have run out.
 */
function leftOpen(engine: World): Difference | undefined {
  const isSettled = [...engine.iterators].every(({ closes, isEnded, isClosable }) =>
    !isClosable || closes === 1 || (closes === 0 && isEnded)
  );
  if (isSettled) return undefined;
  return { expected: ["everything closed once"], observed: engine.log };
}

/**
 * Whether the signal aborts where nothing can be promised: inside a generator or a sync sequence,
 * which cannot be closed meanwhile.
 */
function isAbortOutOfReach({ log }: World): boolean {
  const act = log[log.indexOf(ABORT) - 1];
  return act !== undefined && / (starts|yields|ends)$|~/.test(act);
}
