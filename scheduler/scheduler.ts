import type { DroppedEvent, SchedulerEvent } from "./event_feed.ts";
import type { TaskGraph } from "./graph.ts";
import type { SchedulerStats } from "./scheduler_stats.ts";
import type { SubmitOptions } from "./submit_options.ts";
import type { TaskHandle } from "./task_handle.ts";
import type { TaskReference } from "./task_module.ts";
import type { TaskStatus } from "./task_record.ts";

/** How many workers a scheduler may have. */
export interface WorkerRange {
  /** The number it starts with and that `scale()` does not go below. */
  readonly min: number;
  /** The number that `scale()` does not go above. */
  readonly max: number;
}

/** Options of `Scheduler.drain()`. */
export interface DrainOptions {
  /** After this many milliseconds the rest is cancelled. @default {Infinity} */
  readonly deadlineMs?: number;
  /** Stops the waiting, not the drain; rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** How the tasks ended that were not final when a drain began. */
export interface DrainReport {
  /** Tasks that returned. */
  readonly succeeded: number;
  /** Tasks that threw or timed out on their last attempt. */
  readonly failed: number;
  /** Tasks that were cancelled, by the deadline or otherwise. */
  readonly cancelled: number;
  /** Tasks that no worker took in time. */
  readonly expired: number;
  /** Tasks that took too many workers down with them. */
  readonly quarantined: number;
}

/** Options of `Scheduler.events()`. */
export interface EventsOptions {
  /** Events that are kept for a slow reader; the oldest are dropped first. @default {1_024} */
  readonly capacity?: number;
  /** Ends the reading; rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs tasks on workers by priority, each as often as it takes and completed once.
 *
 * Order: by priority, then as submitted; a task that is sent again keeps its place. Buffer: the
 * queue is not bounded. Cancel: disposing cancels what is not final with `SchedulerClosedError`,
 * waits at most `graceMs` for running tasks and ends every worker; call `drain()` first to let the
 * tasks finish.
 */
export interface Scheduler extends AsyncDisposable {
  /**
   * Submits one task.
   *
   * @param task What to run.
   * @param input Its input; copied when it is sent to a worker, so leave it unchanged.
   * @param options Limits of the task.
   * @throws {SchedulerClosedError} If the scheduler was drained or disposed.
   * @throws {WorkersStuckError} If zombies fill the executor's limit.
   * @throws {TypeError} If an option does not exist or has the wrong type.
   * @throws {RangeError} If a number is out of range.
   */
  submit<I, O>(
    task: TaskReference<I, O>,
    input: NoInfer<I>,
    options?: SubmitOptions,
  ): TaskHandle<O>;
  /** Makes an empty graph, for tasks that wait for each other. */
  graph(): TaskGraph;
  /**
   * Asks a task to stop, as `TaskHandle.cancel()` does.
   *
   * @returns Its final status, once there is one.
   * @throws {RangeError} If no task of that id is known.
   */
  cancel(taskId: string, reason?: unknown): Promise<TaskStatus>;
  /**
   * Changes how many workers are wanted. More are started at once; of too many, the idle are ended
   * at once and the busy when their task has ended.
   *
   * @throws {RangeError} If it is not an integer within the limits of the scheduler.
   * @throws {SchedulerClosedError} If the scheduler was disposed.
   */
  scale(workers: number): void;
  /**
   * Sends no more tasks to workers until `resume()`; running ones go on.
   *
   * @throws {SchedulerClosedError} If the scheduler was drained, which would not end, or disposed.
   */
  pause(): void;
  /** Sends tasks to workers again. */
  resume(): void;
  /**
   * Takes no more tasks, for good, and waits until those it has are final. Resumes a paused
   * scheduler, which would never end them.
   *
   * @returns How they ended.
   * @throws {TypeError} If an option does not exist or has the wrong type.
   * @throws {RangeError} If `deadlineMs` is out of range.
   */
  drain(options?: DrainOptions): Promise<DrainReport>;
  /** Takes a frozen picture of tasks and workers. */
  stats(): SchedulerStats;
  /**
   * Follows what happens, from this call on, until the scheduler is disposed.
   *
   * Order: as it happened. Buffer: `capacity` events; a `dropped` event stands where older ones
   * were dropped. Cancel: breaking out of the loop or the signal ends the reading only; one of the
   * two, or the end of the scheduler, frees the buffer.
   *
   * @throws {TypeError} If an option does not exist or has the wrong type.
   * @throws {RangeError} If `capacity` is not an integer from 1.
   */
  events(options?: EventsOptions): AsyncIterableIterator<SchedulerEvent | DroppedEvent>;
  /**
   * Says in one sentence why a task is not done, or how it ended.
   *
   * @throws {RangeError} If no task of that id is known; the last 1,000 that ended are.
   */
  explain(taskId: string): string;
}
