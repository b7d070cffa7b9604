import { checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { beginRun } from "./begin_run.ts";
import { ignore } from "./closing.ts";
import { asyncMode, type Mode } from "./mode.ts";
import type { Plan } from "../plan/plan.ts";
import { type Abandonment, consume } from "./consume.ts";
import type { SinkFactory } from "./sink.ts";

/** Options of what runs an async sequence. */
export interface RunOptions {
  /** Ends the run early: it rejects at once with the reason, and the source is closed. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a plan into a sink. */
export async function evaluateAsync<R>(
  plan: Plan,
  factory: SinkFactory<R>,
  options?: RunOptions,
): Promise<R> {
  checkKeys("run the sequence", options, ["signal"]);
  const signal = checkSignal(options?.signal);
  const run = beginRun(plan);
  if (signal === undefined) return await consume(run, () => factory(asyncMode), NEVER);
  const abandonment = { isOver: false };
  const abortion = onAbort(signal, (reason) => {
    abandonment.isOver = true;
    run.abandon(reason);
  });
  try {
    const createSink = () => factory(abandonable(abandonment));
    return await Promise.race([abortion.promise, consume(run, createSink, abandonment)]);
  } finally {
    abortion.stop();
  }
}

const NEVER: Abandonment = { isOver: false };

/** The mode of a terminal with several callbacks: none is called after an abort in the one before. */
function abandonable(abandonment: Abandonment): Mode {
  return {
    ...asyncMode,
    chain: <R>(result: unknown, next: (result: R) => unknown) =>
      asyncMode.chain(result, (settled: R) => abandonment.isOver ? undefined : next(settled)),
  };
}

/**
 * Checks an optional signal.
 *
 * @throws {TypeError} If it is not an `AbortSignal`.
 */
export function checkSignal(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined || typeof signal?.addEventListener === "function") return signal;
  throw new TypeError(optionMessage("run the sequence", "signal", "an AbortSignal", signal));
}

/**
 * Calls back once when the signal aborts, at once if it already has; `promise` then rejects with
 * the reason. `stop()` takes the listener off.
 */
export function onAbort(
  signal: AbortSignal,
  callback: (reason: unknown) => void,
): { readonly promise: Promise<never>; stop(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(ignore);
  const abort = () => {
    reject(signal.reason);
    callback(signal.reason);
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  return { promise, stop: () => signal.removeEventListener("abort", abort) };
}
