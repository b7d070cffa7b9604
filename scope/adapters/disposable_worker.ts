import {
  checkDuration,
  checkFunction,
  checkKeys,
  optionMessage,
} from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import { checkMethods, makeAsyncDisposable, makeDisposable } from "./_make_disposable.ts";
import { settlesWithin } from "./_settles_within.ts";

/** The part of a web worker that {@linkcode disposableWorker} uses. */
export interface WorkerLike {
  /** Sends it a message. */
  postMessage(message: unknown): void;
  /** Ends it without a word. */
  terminate(): void;
  /** Hears its messages and errors. */
  addEventListener(type: "message" | "error", listener: (event: Event) => void): void;
  /** Hears them no more. */
  removeEventListener(type: "message" | "error", listener: (event: Event) => void): void;
}

/** Options of {@linkcode disposableWorker}. */
export interface DisposableWorkerOptions {
  /**
   * What is posted to the worker to ask it to finish.
   *
   * @default it is not asked, but terminated at once
   */
  readonly stopMessage?: unknown;
  /**
   * Whether a message of the worker says that it has finished.
   *
   * @default the message is the `stopMessage` (`===`), sent back; needed where that is an object, as a
   * worker sends back another one
   */
  readonly isStopped?: (data: unknown) => boolean;
  /**
   * Milliseconds that it has to finish before it is terminated.
   *
   * @default {1000}
   */
  readonly graceMs?: number;
  /**
   * Where time comes from.
   *
   * @default the platform's
   */
  readonly clock?: Clock;
}

const ACTION = "make the worker disposable";

/**
 * Gives a `Worker` a `Symbol.asyncDispose` that asks it to finish, waits, and terminates it, and a
 * `Symbol.dispose` that terminates it at once. Returns the worker.
 *
 * A live worker keeps the program alive, and nothing tells that one has ended, so it must say so
 * itself: it is asked by `stopMessage` and answers when it is done. One that does not answer in
 * `graceMs` is terminated all the same, which is no failure. One that throws instead is one: the
 * dispose rejects with what it said. A worker that has died of an error before is not asked.
 *
 * `terminate()` takes no thread from its work in Deno 2.9: one that computes without pause goes on,
 * unheard, and keeps the process from exiting by itself. Let such work listen for a flag in shared
 * memory, or run it in `@weir/std/scheduler`, which watches for such threads.
 *
 * @example Asked to finish
 * ```ts
 * import { disposableWorker, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const code = `
 *   let rows = 0;
 *   onmessage = ({ data }) => {
 *     if (data === "stop") postMessage({ stopped: true, rows }); // flushed, closed, done
 *     else rows++;
 *   };`;
 * const url = `data:text/javascript,${encodeURIComponent(code)}`;
 *
 * let rows = 0;
 * await withScope("import", (scope) => {
 *   const worker = scope.use(
 *     disposableWorker(new Worker(url, { type: "module" }), {
 *       stopMessage: "stop",
 *       isStopped: (data) => (data as { stopped?: boolean }).stopped === true,
 *       graceMs: 4_000,
 *     }),
 *     "importer",
 *   );
 *   worker.addEventListener("message", ({ data }) => rows = data.rows);
 *   worker.postMessage("a row");
 *   worker.postMessage("a row");
 * });
 * assert.equal(rows, 2);
 * ```
 * @throws {TypeError} If it is no worker, an option has the wrong type or does not exist, or
 * `stopMessage` is an object and there is no `isStopped`.
 * @throws {RangeError} If `graceMs` is negative.
 */
export function disposableWorker<W extends WorkerLike>(
  worker: W,
  options: DisposableWorkerOptions = {},
): W & AsyncDisposable & Disposable {
  checkKeys(ACTION, options, ["stopMessage", "isStopped", "graceMs", "clock"]);
  const { stopMessage, isStopped = (data) => data === stopMessage } = options;
  checkFunction(ACTION, "isStopped", isStopped);
  if (Object(stopMessage) === stopMessage) checkKnowsCopies(options.isStopped);
  const graceMs = checkDuration(ACTION, "graceMs", options.graceMs ?? 1_000);
  checkMethods(ACTION, "worker", worker, [
    "postMessage",
    "terminate",
    "addEventListener",
    "removeEventListener",
  ]);
  let isAlive = stopMessage !== undefined;
  const die = () => void (isAlive = false);
  if (isAlive) worker.addEventListener("error", die);
  const disposable = makeDisposable(worker, () => {
    die();
    worker.terminate();
  });
  return makeAsyncDisposable(disposable, async () => {
    worker.removeEventListener("error", die);
    try {
      if (!isAlive) return;
      await askToStop(worker, stopMessage, isStopped, graceMs, options.clock ?? systemClock);
    } finally {
      die();
      worker.terminate();
    }
  });
}

/** An object arrives as a copy, and its answer as a copy of that: never the same object. */
function checkKnowsCopies(isStopped: DisposableWorkerOptions["isStopped"]): void {
  if (isStopped !== undefined) return;
  const rule =
    'a function, or "stopMessage" text or a number, as an object is never sent back itself';
  throw new TypeError(optionMessage(ACTION, "isStopped", rule, isStopped));
}

async function askToStop(
  worker: WorkerLike,
  stopMessage: unknown,
  isStopped: (data: unknown) => boolean,
  graceMs: number,
  clock: Clock,
): Promise<void> {
  const { promise: stopped, resolve, reject } = Promise.withResolvers<void>();
  const onMessage = (event: Event) => {
    try {
      if (isStopped((event as MessageEvent).data)) resolve();
    } catch (error) {
      reject(error);
    }
  };
  const onError = (event: Event) => {
    // Else the platform ends the program, whoever handles what this rejects with.
    event.preventDefault();
    const { message } = event as ErrorEvent;
    reject(new Error(`Cannot stop the worker in good order as it failed: ${message}`));
  };
  worker.addEventListener("message", onMessage);
  worker.addEventListener("error", onError);
  try {
    worker.postMessage(stopMessage);
    if (await settlesWithin(stopped, graceMs, clock)) await stopped;
  } finally {
    worker.removeEventListener("message", onMessage);
    worker.removeEventListener("error", onError);
  }
}
