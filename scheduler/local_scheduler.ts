import { checkDuration, checkInteger, checkKeys, checkString } from "../_internal/check_option.ts";
import type { Clock } from "../_internal/clock.ts";
import { checkSignal } from "./check_signal.ts";
import { SchedulerClosedError } from "./errors.ts";
import type { DroppedEvent, EventFeed, SchedulerEvent } from "./event_feed.ts";
import type { Executor } from "./executor.ts";
import { explainTask } from "./explain_task.ts";
import { type TaskGraph, taskGraph } from "./graph.ts";
import type {
  DrainOptions,
  DrainReport,
  EventsOptions,
  Scheduler,
  WorkerRange,
} from "./scheduler.ts";
import { type SchedulerState, type SchedulerStats, schedulerStats } from "./scheduler_stats.ts";
import { submission, type SubmitOptions } from "./submit_options.ts";
import type { TaskEngine } from "./task_engine.ts";
import { cancelTask, type TaskHandle, taskHandle } from "./task_handle.ts";
import { TaskIntake } from "./task_intake.ts";
import type { TaskReference } from "./task_module.ts";
import { TaskRecord, type TaskStatus } from "./task_record.ts";
import { untilAborted } from "./until_aborted.ts";

/** The scheduler whose queue is in this process. */
export class LocalScheduler implements Scheduler {
  readonly #engine: TaskEngine;
  readonly #executor: Executor;
  readonly #clock: Clock;
  readonly #feed: EventFeed;
  readonly #range: WorkerRange;
  readonly #intake: TaskIntake;
  #draining = false;
  #closing: Promise<void> | undefined;
  #closed = false;

  constructor(
    engine: TaskEngine,
    executor: Executor,
    clock: Clock,
    feed: EventFeed,
    range: WorkerRange,
  ) {
    this.#engine = engine;
    this.#executor = executor;
    this.#clock = clock;
    this.#feed = feed;
    this.#range = range;
    this.#intake = new TaskIntake(engine);
  }

  submit<I, O>(task: TaskReference<I, O>, input: I, options?: SubmitOptions): TaskHandle<O> {
    checkString("submit the task", "task.exportName", task?.exportName);
    const { limits, delayMs, signal } = submission(options);
    this.#intake.check();
    const order = this.#intake.nextOrder();
    const id = `task-${order}`;
    const record = new TaskRecord(id, task.exportName, task, limits, order, () => input);
    record.delayMs = delayMs;
    this.#intake.admit([record], signal);
    return taskHandle<O>(record, this.#engine);
  }

  graph(): TaskGraph {
    return taskGraph(this.#intake);
  }

  // deno-lint-ignore require-await -- an unknown id is a rejection like any other
  async cancel(taskId: string, reason?: unknown): Promise<TaskStatus> {
    const record = this.#engine.book.get(taskId);
    if (record !== undefined) return cancelTask(record, this.#engine, reason);
    return this.#remembered("cancel the task", taskId);
  }

  scale(workers: number): void {
    const { min, max } = this.#range;
    checkInteger("scale the scheduler", "workers", workers, min, Math.min(max, 2 ** 53 - 1));
    if (this.#closing !== undefined) this.#intake.checkOpen("scale");
    this.#engine.pool.resize(workers);
  }

  pause(): void {
    this.#intake.checkOpen("pause");
    this.#engine.setPaused(true);
  }

  resume(): void {
    this.#engine.setPaused(false);
  }

  async drain(options: DrainOptions = {}): Promise<DrainReport> {
    checkKeys("drain the scheduler", options, ["deadlineMs", "signal"]);
    const { deadlineMs = Infinity, signal } = options;
    checkDuration("drain the scheduler", "deadlineMs", deadlineMs);
    checkSignal("drain the scheduler", signal);
    signal?.throwIfAborted();
    this.#draining = true;
    this.#intake.close("was drained");
    const before = this.#engine.book.counts();
    this.resume();
    if (deadlineMs !== Infinity) this.#cancelRestAfter(deadlineMs);
    await untilAborted(this.#engine.book.empty(), signal);
    const after = this.#engine.book.counts();
    return Object.freeze({
      succeeded: after.succeeded - before.succeeded,
      failed: after.failed - before.failed,
      cancelled: after.cancelled - before.cancelled,
      expired: after.expired - before.expired,
      quarantined: after.quarantined - before.quarantined,
    });
  }

  stats(): SchedulerStats {
    const nowMs = this.#clock.monotonic();
    return schedulerStats(this.#engine, this.#executor, this.#feed, this.#state(), nowMs);
  }

  events(options: EventsOptions = {}): AsyncIterableIterator<SchedulerEvent | DroppedEvent> {
    checkKeys("follow the events", options, ["capacity", "signal"]);
    const { capacity = 1_024, signal } = options;
    checkInteger("follow the events", "capacity", capacity, 1);
    checkSignal("follow the events", signal);
    return this.#feed.read(capacity, signal);
  }

  explain(taskId: string): string {
    const record = this.#engine.book.get(taskId);
    if (record !== undefined) return explainTask(record, this.#engine);
    return `${taskId} is ${this.#remembered("explain the task", taskId).state}`;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#intake.close("was disposed");
    this.#cancelAll("Cannot finish the task as the scheduler was disposed");
    await this.#engine.book.empty();
    await this.#engine.pool.close();
    this.#feed.close();
    this.#closed = true;
  }

  #cancelRestAfter(deadlineMs: number): void {
    const timer = this.#clock.setTimer(() => {
      this.#cancelAll(`Cannot finish the task as the drain took longer than ${deadlineMs} ms`);
    }, deadlineMs);
    void this.#engine.book.empty().then(() => timer.cancel());
  }

  #cancelAll(message: string): void {
    const request = { kind: "cancel", reason: new SchedulerClosedError(message) } as const;
    for (const record of this.#engine.book.live.toReversed()) this.#engine.stop(record, request);
  }

  #state(): SchedulerState {
    if (this.#closed) return "closed";
    if (this.#closing !== undefined) return "closing";
    if (this.#draining) return "draining";
    return this.#engine.paused ? "paused" : "open";
  }

  #remembered(action: string, taskId: string): TaskStatus {
    const status = this.#engine.book.remembered(taskId);
    if (status !== undefined) return status;
    throw new RangeError(`Cannot ${action} as no task of that id is known: ${taskId}`);
  }
}
