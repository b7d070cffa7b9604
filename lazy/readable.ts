import { checkKeys, optionMessage } from "../_internal/check_option.ts";
import { isThenable } from "../_internal/is_thenable.ts";
import { checkSignal, onAbort, type RunOptions } from "./engine/evaluate_async.ts";
import { beginRun } from "./engine/begin_run.ts";
import { syncMode } from "./engine/mode.ts";
import { END, PENDING, type PullRun } from "./engine/pull_run.ts";
import { Run } from "./engine/run.ts";
import type { Plan } from "./plan/plan.ts";

/** Options of {@linkcode Seq.toReadableStream}. */
export interface SeqReadableOptions {
  /**
   * How many items a read that finds none may pull: one for itself, the others for the reads to
   * come, which then cost next to nothing. With 1, nothing is pulled ahead.
   *
   * @default {64}
   */
  readonly highWaterMark?: number | undefined;
}

/** Options of {@linkcode AsyncSeq.toReadableStream}. */
export interface ReadableOptions extends RunOptions {
  /**
   * How many items a read that finds none may pull: one for itself, the others, one after the other,
   * for the reads to come. With 1, nothing is pulled ahead.
   *
   * @default {1}
   */
  readonly highWaterMark?: number | undefined;
}

/** Runs a plan as a stream: it pulls when it is read, and closes the source when cancelled. */
export function readable<T>(plan: Plan, options: ReadableOptions = {}): ReadableStream<T> {
  checkKeys("make a stream", options, ["highWaterMark", "signal"]);
  const signal = checkSignal(options.signal);
  const amount = checkHighWaterMark(options.highWaterMark ?? 1);
  const source = new RunSource<T>(beginRun(plan), amount);
  return new ReadableStream<T>({
    start(controller) {
      if (signal !== undefined) source.abortWith(signal, controller);
    },
    pull: (controller) => source.pull(controller),
    cancel: (reason) => source.cancel(reason),
  }, PULL_WHEN_READ);
}

/** Runs a sync plan as a stream. */
export function seqReadable<T>(plan: Plan, options: SeqReadableOptions = {}): ReadableStream<T> {
  checkKeys("make a stream", options, ["highWaterMark"]);
  const amount = checkHighWaterMark(options.highWaterMark ?? 64);
  const source = new RunSource<T>(new Run(plan.program(false), syncMode), amount);
  return new ReadableStream<T>({
    pull: (controller) => source.pull(controller),
    cancel: (reason) => source.cancel(reason),
  }, PULL_WHEN_READ);
}

/** The queue fills in a pull, which only a read causes: so a stream nobody reads opens nothing. */
const PULL_WHEN_READ: QueuingStrategy = { highWaterMark: 0 };

type Controller<T> = ReadableStreamDefaultController<T>;

/** One run as the source of a stream. */
class RunSource<T> {
  readonly #run: PullRun;
  readonly #amount: number;
  #abortion: ReturnType<typeof onAbort> | undefined;
  #isEnded = false;
  #isPulling = false;
  /** How many items the present pull has enqueued. */
  #enqueued = 0;
  /** What the run failed with after items which must be read before: an error empties the queue. */
  #failure: { readonly error: unknown } | undefined;

  constructor(run: PullRun, amount: number) {
    this.#run = run;
    this.#amount = amount;
  }

  abortWith(signal: AbortSignal, controller: Controller<T>): void {
    this.#abortion = onAbort(signal, (reason) => {
      this.#end();
      this.#run.abandon(reason);
      controller.error(reason);
    });
  }

  pull(controller: Controller<T>): void | Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#isPulling = true;
    this.#enqueued = 0;
    try {
      if (this.#mustWait(controller, this.#run.pull())) return this.#wait(controller);
    } catch (error) {
      return this.#fail(error);
    }
    this.#isPulling = false;
  }

  cancel(reason: unknown): void | Promise<void> {
    this.#end();
    if (this.#isPulling) return this.#run.abandon(reason);
    return this.#run.close(reason) as void | Promise<void>;
  }

  /** Enqueues what comes without waiting; `true` if the run must wait before it comes to more. */
  #mustWait(controller: Controller<T>, first: unknown): boolean {
    const run = this.#run;
    for (let out = first; out !== PENDING; out = run.pull()) {
      if (this.#isEnded) return false;
      if (out === END) {
        this.#end();
        controller.close();
        return false;
      }
      controller.enqueue(out as T);
      if (++this.#enqueued >= this.#amount) return false;
    }
    return true;
  }

  async #wait(controller: Controller<T>): Promise<void> {
    const run = this.#run;
    try {
      while (this.#mustWait(controller, run.resume(await run.awaited)));
    } catch (error) {
      return await this.#fail(error);
    }
    this.#isPulling = false;
  }

  /** What fails while closing gives way to the failure that came first. */
  #fail(error: unknown): void | Promise<void> {
    this.#end();
    this.#isPulling = false;
    const fail = () => {
      if (this.#enqueued === 0) throw error;
      this.#failure = { error };
    };
    let closing: unknown;
    try {
      closing = this.#run.fail();
    } catch {
      return fail();
    }
    return isThenable(closing) ? Promise.resolve(closing).then(fail, fail) : fail();
  }

  #end(): void {
    this.#isEnded = true;
    this.#abortion?.stop();
  }
}

function checkHighWaterMark(value: unknown): number {
  const rule = "a number >= 1";
  const message = optionMessage("make a stream", "highWaterMark", rule, value);
  if (typeof value !== "number") throw new TypeError(message);
  if (!(value >= 1)) throw new RangeError(message);
  return value;
}
