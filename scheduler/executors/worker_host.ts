/**
 * The program that runs in each thread of `webWorkers()`. It catches whatever tasks throw, for an
 * error that leaves a worker kills it, and holds a Web Lock for as long as the thread lives, for
 * `self.close()` and `Deno.exit()` in a task end the thread without any event.
 *
 * @module
 */
import { decodeThrown, encodeThrown } from "./error_codec.ts";
import { findTask, isRetryable, type LoadedModule, taskContext } from "./task_call.ts";
import { thrownText } from "./thrown_text.ts";
import { webLocks } from "./web_locks.ts";
import { CANCEL, type FromWorker, STARTED, type ToWorker } from "./worker_messages.ts";

/** The part of a worker's global scope that is used here; the default types are a window's. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void;
  addEventListener(
    type: "error" | "unhandledrejection",
    listener: (event: Event & { error?: unknown; reason?: unknown }) => void,
  ): void;
}

type Init = Extract<ToWorker, { type: "init" }>;
type Run = Extract<ToWorker, { type: "run" }>;

const scope = globalThis as unknown as WorkerScope;
// Taken now, so that a task that replaces the global cannot cut the worker off.
const post = scope.postMessage.bind(scope);

let control: Int32Array<SharedArrayBuffer>;
let worn = false;
let current: { readonly serial: number; readonly controller: AbortController } | undefined;

scope.addEventListener("message", ({ data }) => {
  if (worn) return;
  if (data.type === "run") void run(data);
  else if (data.type === "init") init(data);
  else if (data.type === "cancel" && current?.serial === data.serial) {
    current.controller.abort(decodeThrown(data.reason));
  }
});
scope.addEventListener("error", (event) => onStray(event, event.error));
scope.addEventListener("unhandledrejection", (event) => onStray(event, event.reason));

function init(message: Init): void {
  control = message.control;
  setInterval(() => post({ type: "beat" }), message.beatMs);
  const locks = webLocks();
  if (locks === undefined) return post({ type: "ready" });
  void locks.request(message.lockName, {}, () => {
    post({ type: "ready" });
    return new Promise<never>(() => {});
  });
}

async function run(message: Run): Promise<void> {
  const { serial, taskId, attempt } = message;
  const controller = new AbortController();
  current = { serial, controller };
  // The shared word tells the start even if the thread dies before the message leaves it.
  Atomics.store(control, STARTED, serial);
  post({ type: "started", serial });
  try {
    const module: LoadedModule = await import(message.moduleUrl);
    const context = taskContext({
      taskId,
      attempt,
      signal: controller.signal,
      isCancelled: () => current?.serial !== serial || Atomics.load(control, CANCEL) === 1,
      progress: (value) => {
        if (current?.serial === serial) post({ type: "progress", serial, value });
      },
    });
    const task = findTask(module, message);
    // Cancelled while the module was loaded: a listener for the abort would come too late.
    context.throwIfCancelled();
    const value = await task(message.input, context);
    if (current?.serial === serial) succeed(serial, value);
  } catch (error) {
    if (current?.serial === serial) fail(serial, error, isRetryable(error));
  }
}

function succeed(serial: number, value: unknown): void {
  try {
    post({ type: "succeeded", serial, value });
    current = undefined;
  } catch (cause) {
    const error = new TypeError("Cannot send the result of the task as it cannot be copied", {
      cause,
    });
    fail(serial, error, false);
  }
}

function fail(serial: number, error: unknown, retryable: boolean): void {
  current = undefined;
  post({ type: "failed", serial, error: encodeThrown(error), retryable });
}

/** An error that nobody caught: the attempt that runs is the suspect, and the thread is worn. */
function onStray(event: Event, thrown: unknown): void {
  event.preventDefault();
  if (current !== undefined) fail(current.serial, thrown, isRetryable(thrown));
  worn = true;
  post({ type: "broken", reason: `an error was not caught (${thrownText(thrown)})` });
}
