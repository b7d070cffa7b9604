import { checkInteger, checkKeys } from "../../_internal/check_option.ts";
import type {
  Assignment,
  Executor,
  Outcome,
  WorkerHandle,
  WorkerListener,
  WorkerStart,
} from "../executor.ts";
import { decodeThrown, encodeThrown } from "./error_codec.ts";
import { webLocks } from "./web_locks.ts";
import { CANCEL, type FromWorker, STARTED, type ToWorker } from "./worker_messages.ts";

/** Options of {@linkcode webWorkers}. */
export interface WebWorkersOptions {
  /**
   * How many abandoned threads that go on computing make the scheduler refuse work; each one takes
   * a core until its task ends by itself.
   *
   * @default {2}
   */
  readonly maxZombies?: number;
}

/** The longest that `setInterval` holds; it would beat without pause for anything longer. */
const LONGEST_INTERVAL_MS = 2 ** 31 - 1;

/**
 * Runs tasks in Web Workers, one thread each: the default of `createScheduler()`.
 *
 * A thread that computes without pause cannot be stopped from outside: `Worker.terminate()` returns
 * and the thread goes on (Deno 2.9). A forced cancel therefore abandons it, replaces it and counts
 * it as a zombie until its Web Lock tells that it is gone. Let long loops call
 * `ctx.throwIfCancelled()`. Memory is shared: a task that exhausts the heap ends the process.
 *
 * Threads load modules at run time, so Deno asks for read access to local ones (`--allow-read`) and
 * for `--allow-import` of the hosts of remote ones. Tasks have all permissions of the program.
 *
 * @example One thread, and no work after the first zombie
 * ```ts
 * import { createScheduler, webWorkers } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * await using scheduler = await createScheduler({
 *   executor: webWorkers({ maxZombies: 1 }),
 *   workers: 1,
 * });
 * assert.equal(scheduler.stats().workers[0]?.state, "idle");
 * ```
 *
 * @param options Limits.
 * @returns An executor for `createScheduler()`.
 * @throws {TypeError} If an option does not exist or has the wrong type.
 * @throws {RangeError} If `maxZombies` is not an integer from 1.
 */
export function webWorkers(options: WebWorkersOptions = {}): Executor {
  const action = "run tasks in workers";
  checkKeys(action, options, ["maxZombies"]);
  const { maxZombies = 2 } = options;
  checkInteger(action, "maxZombies", maxZombies, 1);
  return Object.freeze({
    name: "webWorkers",
    beats: true,
    seesDeath: webLocks() !== undefined,
    maxZombies,
    start: (start: WorkerStart, listener: WorkerListener) => new WebWorker(start, listener),
  });
}

class WebWorker implements WorkerHandle {
  readonly #worker: Worker;
  readonly #listener: WorkerListener;
  readonly #lockName = `weir.scheduler.worker.${crypto.randomUUID()}`;
  readonly #control = new Int32Array(new SharedArrayBuffer(8));
  readonly #watch = new AbortController();
  #gone: Promise<void> | undefined;
  #silenced = false;
  #serial = 0;
  #assignment: Assignment | undefined;
  #started = false;

  constructor(start: WorkerStart, listener: WorkerListener) {
    this.#listener = listener;
    const url = new URL("./worker_host.ts", import.meta.url);
    this.#worker = new Worker(url, { type: "module", name: `weir-worker-${start.workerId}` });
    this.#worker.addEventListener("message", (event) => this.#onMessage(event.data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#lose(event.message);
    });
    this.#post({
      type: "init",
      lockName: this.#lockName,
      beatMs: Math.min(start.beatMs, LONGEST_INTERVAL_MS),
      control: this.#control,
    });
  }

  send(assignment: Assignment): void {
    const { taskId, attempt, moduleUrl, exportName, input } = assignment;
    const serial = this.#serial + 1;
    Atomics.store(this.#control, CANCEL, 0);
    this.#post({ type: "run", serial, taskId, attempt, moduleUrl, exportName, input });
    this.#serial = serial;
    this.#assignment = assignment;
    this.#started = false;
  }

  hasStarted(): boolean {
    return Atomics.load(this.#control, STARTED) === this.#serial;
  }

  cancel(reason: unknown): void {
    Atomics.store(this.#control, CANCEL, 1);
    this.#post({ type: "cancel", serial: this.#serial, reason: encodeThrown(reason) });
  }

  end(): Promise<void> {
    this.#silenced = true;
    this.#worker.terminate();
    return this.#whenGone();
  }

  forget(): void {
    this.#watch.abort();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** Resolves when the thread has let go of its lock, which only its end makes it do. */
  #whenGone(): Promise<void> {
    this.#gone ??= this.#awaitLock();
    return this.#gone;
  }

  async #awaitLock(): Promise<void> {
    const options = { signal: this.#watch.signal };
    await webLocks()?.request(this.#lockName, options, () => {}).catch((error: unknown) => {
      if (!this.#watch.signal.aborted) throw error;
    });
  }

  async #watchForDeath(): Promise<void> {
    if (webLocks() === undefined) return;
    await this.#whenGone();
    if (this.#silenced) return;
    // What the thread sent before it ended may still be on its way, and an answer sent counts.
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#lose("the thread ended by itself");
  }

  #lose(reason: string): void {
    if (this.#silenced) return;
    const assignment = this.#assignment;
    if (assignment !== undefined && this.hasStarted() && !this.#started) {
      this.#listener.started(assignment);
    }
    this.#silenced = true;
    this.#listener.lost(reason);
  }

  /** Hears the host; a task may post too, so what has another shape is passed over. */
  #onMessage(message: FromWorker | null): void {
    if (this.#silenced) return;
    if (message?.type === "beat") return this.#listener.beat();
    if (message?.type === "broken") return this.#lose(message.reason);
    if (message?.type === "ready") {
      void this.#watchForDeath();
      return this.#listener.ready();
    }
    const assignment = this.#assignment;
    if (assignment === undefined || message?.serial !== this.#serial) return;
    if (message.type === "progress") return this.#listener.progress(assignment, message.value);
    if (message.type === "started") {
      this.#started = true;
      return this.#listener.started(assignment);
    }
    if (message.type !== "succeeded" && message.type !== "failed") return;
    this.#assignment = undefined;
    this.#listener.finished(assignment, readOutcome(message));
  }
}

function readOutcome(answer: Extract<FromWorker, { type: "succeeded" | "failed" }>): Outcome {
  if (answer.type === "succeeded") return { ok: true, value: answer.value };
  const { error, retryable } = answer;
  try {
    return { ok: false, error: decodeThrown(error), retryable };
  } catch (cause) {
    const text = "Cannot read what the task threw as the answer of its worker has another shape";
    return { ok: false, error: new TypeError(text, { cause }), retryable: false };
  }
}
