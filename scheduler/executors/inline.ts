import { checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { Assignment, Executor, Outcome, WorkerHandle, WorkerListener } from "../executor.ts";
import { findTask, isRetryable, type LoadedModule, taskContext } from "./task_call.ts";

const ACTION = "run tasks inline";

/** Options of {@linkcode inline}. */
export interface InlineOptions {
  /** Modules by address that are taken from here instead of being imported. */
  readonly modules?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Runs tasks in the thread of the scheduler, for tests: no thread starts, and together with a
 * `ManualClock` nothing waits. Values are not copied, and a task that never returns is let go.
 *
 * @example A task from memory
 * ```ts
 * import { createScheduler, inline, taskModule } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * const module = { double: (n: number) => n * 2 };
 * const tasks = taskModule<typeof module>("memory:tasks");
 * await using scheduler = await createScheduler({
 *   executor: inline({ modules: { "memory:tasks": module } }),
 * });
 * assert.equal(await scheduler.submit(tasks.double, 21).result, 42);
 * ```
 *
 * @param options Modules that are not to be imported.
 * @returns An executor for `createScheduler()`.
 * @throws {TypeError} If an option does not exist, or a module is not an object.
 */
export function inline(options: InlineOptions = {}): Executor {
  checkKeys(ACTION, options, ["modules"]);
  const { modules: given = {} } = options;
  checkObject("modules", given);
  for (const [address, module] of Object.entries(given)) checkObject(`modules.${address}`, module);
  const modules = new Map(Object.entries(given));
  const load = async (moduleUrl: string): Promise<LoadedModule> =>
    modules.get(moduleUrl) ?? await import(moduleUrl);
  return Object.freeze({
    name: "inline",
    beats: false,
    seesDeath: true,
    maxZombies: Infinity,
    start: (_start: unknown, listener: WorkerListener) => new InlineWorker(listener, load),
  });
}

function checkObject(option: string, value: unknown): void {
  if (typeof value === "object" && value !== null) return;
  throw new TypeError(optionMessage(ACTION, option, "an object", value));
}

class InlineWorker implements WorkerHandle {
  readonly #listener: WorkerListener;
  readonly #load: (moduleUrl: string) => Promise<LoadedModule>;
  #controller = new AbortController();
  #ended = false;

  constructor(listener: WorkerListener, load: (moduleUrl: string) => Promise<LoadedModule>) {
    this.#listener = listener;
    this.#load = load;
    queueMicrotask(() => this.#ended || listener.ready());
  }

  send(assignment: Assignment): void {
    this.#controller = new AbortController();
    void this.#run(assignment, this.#controller.signal);
  }

  cancel(reason: unknown): void {
    this.#controller.abort(reason);
  }

  end(): Promise<void> {
    this.#ended = true;
    return Promise.resolve();
  }

  forget(): void {}

  async #run(assignment: Assignment, signal: AbortSignal): Promise<void> {
    // One turn later, for an executor does not call back while it is being called.
    await null;
    if (this.#ended) return;
    this.#listener.started(assignment);
    const outcome = await this.#call(assignment, signal);
    if (!this.#ended) this.#listener.finished(assignment, outcome);
  }

  async #call(assignment: Assignment, signal: AbortSignal): Promise<Outcome> {
    const context = taskContext({
      taskId: assignment.taskId,
      attempt: assignment.attempt,
      signal,
      isCancelled: () => signal.aborted,
      progress: (value) => {
        if (!this.#ended) this.#listener.progress(assignment, value);
      },
    });
    try {
      const task = findTask(await this.#load(assignment.moduleUrl), assignment);
      // Cancelled before it began: a listener for the abort would come too late.
      context.throwIfCancelled();
      return { ok: true, value: await task(assignment.input, context) };
    } catch (error) {
      return { ok: false, error, retryable: isRetryable(error) };
    }
  }
}
