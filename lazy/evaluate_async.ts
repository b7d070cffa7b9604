import { checkKeys, optionMessage } from "../_internal/check_option.ts";
import { isThenable } from "../_internal/is_thenable.ts";
import { ignore } from "./closing.ts";
import { asyncMode } from "./mode.ts";
import type { Plan } from "./plan.ts";
import { END, PENDING, Run } from "./run.ts";
import type { Sink, SinkFactory } from "./sink.ts";

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
  const sink = factory(asyncMode);
  const run = new Run(plan, asyncMode);
  if (signal === undefined) return await consume(run, sink);
  const abortion = onAbort(signal, (reason) => run.abandon(reason));
  try {
    return await Promise.race([abortion.promise, consume(run, sink)]);
  } finally {
    abortion.stop();
  }
}

/** The next item of a run, or `END`. */
export async function advance(run: Run): Promise<unknown> {
  try {
    let out = run.pull();
    while (out === PENDING) out = run.resume(await run.awaited);
    return out;
  } catch (error) {
    await failQuietly(run);
    throw error;
  }
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

async function consume<R>(run: Run, sink: Sink<R>): Promise<R> {
  try {
    for (;;) {
      let value = run.pull();
      while (value === PENDING) value = run.resume(await run.awaited);
      if (value === END) return sink.result();
      let result = sink.call === undefined ? value : sink.call(value);
      if (sink.call !== undefined && isThenable(result)) result = await result;
      if (sink.settle(result, value) === true) break;
    }
  } catch (error) {
    await failQuietly(run);
    throw error;
  }
  await run.close();
  return sink.result();
}

/** Closes a failed run; what fails on the way gives way to the failure that came first. */
async function failQuietly(run: Run): Promise<void> {
  try {
    await run.fail();
  } catch {
    return;
  }
}
