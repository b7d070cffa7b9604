/**
 * Tasks over workers, with priorities and dependencies.
 *
 * - {@linkcode createScheduler} starts workers and gives a {@linkcode Scheduler}; `submit()` gives
 *   one task a place in the queue, `graph()` gives it to many that wait for each other.
 * - {@linkcode taskModule} names plain exported functions `(input, context) => output` without
 *   loading them: their module is loaded by workers only.
 * - {@linkcode webWorkers} runs tasks in threads, {@linkcode inline} in this thread, for tests.
 *   {@linkcode Executor} is the contract that both keep, and that yours can.
 *
 * A task runs at least once and completes exactly once: when a worker dies, even without a word,
 * its task is sent to another, and an answer that is out of date is dropped and counted. Where a
 * task stands is a value, {@linkcode taskTransitions}, that the code asks.
 *
 * Written for Deno. `inline()` and all that stands above executors use no platform but timers and
 * `AbortSignal`; `webWorkers()` needs module workers, and Web Locks to see a silent death.
 *
 * @example A priority, a limit and a result
 * ```ts
 * import { createScheduler, inline, taskModule } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * // In a program: taskModule<typeof import("./tasks.ts")>(import.meta.resolve("./tasks.ts"))
 * const module = { total: (rows: number[]) => rows.reduce((sum, row) => sum + row, 0) };
 * const tasks = taskModule<typeof module>("memory:tasks");
 *
 * await using scheduler = await createScheduler({
 *   executor: inline({ modules: { "memory:tasks": module } }),
 *   workers: 2,
 * });
 * const task = scheduler.submit(tasks.total, [1, 2, 3], { priority: "high", runMs: 1_000 });
 * assert.equal(await task.result, 6);
 * ```
 *
 * @module
 */

// Scheduler
export { createScheduler } from "./create_scheduler.ts";
export type { SchedulerOptions } from "./create_scheduler.ts";
export type {
  DrainOptions,
  DrainReport,
  EventsOptions,
  Scheduler,
  WorkerRange,
} from "./scheduler.ts";
export type { Clock, Timer } from "../_internal/clock.ts";

// Tasks
export { taskModule } from "./task_module.ts";
export type { TaskModule, TaskReference } from "./task_module.ts";
export type { TaskHandle } from "./task_handle.ts";
export type { TaskStatus } from "./task_record.ts";
export { priorityClasses } from "./submit_options.ts";
export type { PriorityClass, SubmitOptions, TaskOptions } from "./submit_options.ts";
export type { RetryOptions } from "./retry_policy.ts";
export { initialTaskStates, isFinal, taskTransitions } from "./task_state.ts";
export type { FinalTaskState, TaskState } from "./task_state.ts";

// Graphs
export type { TaskGraph } from "./graph.ts";
export type { GraphNode, ParentResults } from "./graph_node.ts";
export type { GraphRun, GraphRunOptions } from "./graph_run.ts";

// Executors
export { webWorkers } from "./executors/web_workers.ts";
export type { WebWorkersOptions } from "./executors/web_workers.ts";
export { inline } from "./executors/inline.ts";
export type { InlineOptions } from "./executors/inline.ts";
export type {
  Assignment,
  Executor,
  Outcome,
  TaskAddress,
  TaskContext,
  WorkerHandle,
  WorkerListener,
  WorkerStart,
} from "./executor.ts";

// Status
export { formatStats } from "./format_stats.ts";
export type { SchedulerState, SchedulerStats, WorkerStats } from "./scheduler_stats.ts";
export type {
  DroppedEvent,
  ProgressEvent,
  SchedulerEvent,
  SchedulerObserver,
  TaskEvent,
  WorkerEvent,
} from "./event_feed.ts";
export type { WorkerState } from "./pooled_worker.ts";
export type { HeartbeatOptions } from "./heartbeat.ts";

// Errors
export {
  DependencyError,
  GraphCycleError,
  GraphFailedError,
  NonRetryableError,
  SchedulerClosedError,
  TaskQuarantinedError,
  TaskTimeoutError,
  WorkersStuckError,
  WorkerStartError,
} from "./errors.ts";
