import { EndedTasks } from "./ended_tasks.ts";
import type { EngineOptions } from "./engine_options.ts";
import {
  DependencyError,
  TaskQuarantinedError,
  TaskTimeoutError,
  WorkersStuckError,
} from "./errors.ts";
import type { Assignment, Outcome } from "./executor.ts";
import { thrownText } from "./executors/thrown_text.ts";
import { PriorityHeap } from "./priority_heap.ts";
import { backoffDelayMs } from "./retry_policy.ts";
import { TaskBook } from "./task_book.ts";
import type { StopRequest, TaskOutcome, TaskRecord } from "./task_record.ts";
import { type FinalTaskState, isFinal } from "./task_state.ts";
import { WorkerPool } from "./worker_pool.ts";

/**
 * Moves tasks through their states: what a task does next after each thing that can happen to it.
 *
 * The number of the attempt is the fence: an answer whose attempt is not the current one is dropped
 * and counted, so that a task that ran twice is still completed once.
 */
export class TaskEngine {
  readonly book: TaskBook;
  readonly pool: WorkerPool;
  /** Failed attempts that were followed by another, deaths likewise, answers that came too late. */
  readonly counters = { retries: 0, redispatches: 0, stale: 0 };
  readonly #options: EngineOptions;
  readonly #ready = new PriorityHeap<TaskRecord>();
  readonly #ended: EndedTasks = new EndedTasks((child, parent) => this.#tell(child, parent));
  #paused = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.book = new TaskBook(options.clock, options.feed);
    this.pool = new WorkerPool(options.executor, options.clock, options.heartbeat, {
      changed: () => this.pump(),
      started: (workerId, assignment) => this.#onStarted(workerId, assignment),
      progress: (workerId, assignment, value) => this.#onProgress(workerId, assignment, value),
      finished: (workerId, assignment, outcome) => this.#onFinished(workerId, assignment, outcome),
      lost: (workerId, assignment, reason) => this.#onLost(workerId, assignment, reason),
      moved: (workerId, from, to, reason) => {
        if (!options.feed.wanted) return;
        options.feed.emit({
          type: "worker",
          atMs: options.clock.now(),
          workerId,
          ...(from !== undefined && { from }),
          to,
          ...(reason !== undefined && { reason }),
        });
      },
    });
  }

  /** Whether ready tasks are kept from being sent. */
  get paused(): boolean {
    return this.#paused;
  }

  /** How many ready tasks go before this one. */
  before(record: TaskRecord): number {
    return record.entry === undefined ? 0 : this.#ready.before(record.entry);
  }

  /**
   * Accepts tasks whose edges are set, and makes the inputs of those that wait for none; they are
   * sent with the next `pump()`.
   */
  admit(records: readonly TaskRecord[]): void {
    for (const record of records) {
      const blocked = record.waitingFor.size > 0;
      this.book.add(record, blocked ? "blocked" : record.delayMs > 0 ? "scheduled" : "ready");
    }
    for (const record of records) {
      if (record.state === "blocked" || !this.#makeInput(record)) continue;
      if (record.state === "scheduled") {
        record.timer = this.#after(record.delayMs, () => this.#makeReady(record));
      } else this.#enqueue(record);
    }
  }

  /** Keeps ready tasks from being sent, or lets them go. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.pump();
  }

  /** Asks a task to stop: at once if it has no worker, else by signal first and by force later. */
  stop(record: TaskRecord, request: StopRequest): void {
    if (isFinal(record.state)) return;
    if (record.state !== "dispatched" && record.state !== "running") {
      this.#finish(record, "cancelled", { ok: false, error: request.reason });
      return this.pump();
    }
    const asked = record.stop;
    // A caller's wish outweighs the clock's: a cancelled task is not tried again.
    if (asked === undefined || request.kind === "cancel") record.stop = request;
    if (asked !== undefined) return;
    record.timer?.cancel();
    record.timer = this.#after(this.#options.graceMs, () => this.#force(record));
    this.pool.cancel(record.workerId!, request.reason);
  }

  /** Sends ready tasks to idle workers. */
  pump(): void {
    if (this.pool.hopeless) this.#giveUp();
    while (!this.#paused && this.#ready.size > 0) {
      const worker = this.pool.idle();
      if (worker === undefined) return;
      const record = this.#ready.pop()!;
      record.attempt++;
      record.workerId = worker.id;
      this.book.move(record, "dispatched");
      try {
        this.pool.send(worker, {
          taskId: record.id,
          attempt: record.attempt,
          moduleUrl: record.address.moduleUrl,
          exportName: record.address.exportName,
          input: record.input,
        });
      } catch (cause) {
        const text = `Cannot send the input of ${record.id} as it cannot be copied`;
        this.#finish(record, "failed", { ok: false, error: new TypeError(text, { cause }) });
      }
    }
  }

  #makeReady(record: TaskRecord): void {
    this.book.move(record, "ready");
    this.#enqueue(record);
    this.pump();
  }

  #enqueue(record: TaskRecord): void {
    record.entry = this.#ready.push(record, record.limits.priority, record.order);
    if (record.attempt > 0) return;
    const { queueMs } = record.limits;
    record.timer = this.#after(queueMs, () => {
      const error = new TaskTimeoutError(record.id, "queueMs", queueMs);
      this.#finish(record, "expired", { ok: false, error });
      this.pump();
    });
  }

  #onStarted(workerId: number, assignment: Assignment): void {
    const record = this.#current(workerId, assignment);
    if (record?.state !== "dispatched") return;
    const grace = record.stop === undefined ? undefined : record.timer;
    if (grace !== undefined) record.timer = undefined;
    this.book.move(record, "running");
    const { runMs } = record.limits;
    record.timer = grace ?? this.#after(runMs, () => {
      this.stop(record, { kind: "timeout", reason: this.#timeout(record) });
    });
  }

  #onProgress(workerId: number, assignment: Assignment, value: unknown): void {
    const record = this.#current(workerId, assignment);
    if (record === undefined) return;
    record.progress = value;
    const { feed, clock } = this.#options;
    if (!feed.wanted) return;
    feed.emit({
      type: "progress",
      atMs: clock.now(),
      taskId: record.id,
      task: record.name,
      value,
    });
  }

  #onFinished(workerId: number, assignment: Assignment, outcome: Outcome): void {
    this.#onStarted(workerId, assignment);
    const record = this.#current(workerId, assignment);
    if (record === undefined) this.counters.stale++;
    else if (outcome.ok) this.#finish(record, "succeeded", outcome);
    else this.#onFailure(record, outcome.error, outcome.retryable);
  }

  #onFailure(record: TaskRecord, thrown: unknown, retryable: boolean): void {
    const stop = record.stop;
    record.stop = undefined;
    if (stop?.kind === "cancel") {
      return this.#finish(record, "cancelled", { ok: false, error: stop.reason });
    }
    const error = stop === undefined ? thrown : this.#timeout(record, thrown);
    record.failures++;
    if (!retryable || record.failures >= record.limits.retry.attempts) {
      return this.#finish(record, "failed", { ok: false, error });
    }
    this.counters.retries++;
    this.book.move(record, "backoff", thrownText(error));
    const delayMs = backoffDelayMs(record.limits.retry, record.failures, this.#options.random);
    record.timer = this.#after(delayMs, () => this.#makeReady(record));
  }

  #onLost(workerId: number, assignment: Assignment | undefined, reason: string): void {
    const record = assignment && this.#current(workerId, assignment);
    if (record === undefined) return;
    if (record.stop !== undefined) return this.#onFailure(record, undefined, true);
    if (record.state === "running") {
      record.deaths.push(reason);
      if (record.deaths.length >= this.#options.maxCrashes) {
        const error = new TaskQuarantinedError(record.id, record.deaths);
        return this.#finish(record, "quarantined", { ok: false, error });
      }
    }
    // A task that was sent and not started is no suspect: it goes back free of charge.
    this.counters.redispatches++;
    this.book.move(record, "ready", reason);
    this.#enqueue(record);
  }

  /** The last rung: the attempt is over for us, whatever its thread still does. */
  #force(record: TaskRecord): void {
    record.forced = true;
    const workerId = record.workerId!;
    this.#onFailure(record, undefined, true);
    this.pool.abandon(workerId, `${record.id} did not stop when it was asked to`);
  }

  #giveUp(): void {
    const stuck = this.stuckTasks();
    for (let record = this.#ready.pop(); record !== undefined; record = this.#ready.pop()) {
      this.#finish(record, "failed", { ok: false, error: new WorkersStuckError(stuck) });
    }
  }

  /** What zombies were running, as `module#export`. */
  stuckTasks(): readonly string[] {
    return this.pool.zombies.map(({ last }) =>
      last === undefined ? "no task" : `${last.moduleUrl}#${last.exportName}`
    );
  }

  #finish(record: TaskRecord, state: FinalTaskState, outcome: TaskOutcome): void {
    if (record.entry !== undefined) this.#ready.remove(record.entry);
    record.entry = undefined;
    this.book.move(record, state, outcome.ok ? undefined : thrownText(outcome.error));
    record.settle(outcome);
    this.#ended.add(record);
  }

  /** Tells a child that a parent ended. */
  #tell(child: TaskRecord, parent: TaskRecord): void {
    if (child.state !== "blocked") return;
    if (parent.outcome?.ok !== true) {
      const error = parent.outcome?.error;
      // The root of the trouble, not a chain of causes as long as the graph is deep.
      const cause = error instanceof DependencyError ? error.cause : error;
      const refusal = new DependencyError(child.id, parent.id, { cause });
      return this.#finish(child, "cancelled", { ok: false, error: refusal });
    }
    child.waitingFor.delete(parent);
    if (child.waitingFor.size > 0 || !this.#makeInput(child)) return;
    this.book.move(child, "ready");
    this.#enqueue(child);
  }

  /** Calls a user's function, which may throw and may end any task, this one too. */
  #makeInput(record: TaskRecord): boolean {
    if (isFinal(record.state)) return false;
    try {
      record.input = record.makeInput();
    } catch (error) {
      if (!isFinal(record.state)) this.#finish(record, "failed", { ok: false, error });
    }
    return !isFinal(record.state);
  }

  #current(workerId: number, { taskId, attempt }: Assignment): TaskRecord | undefined {
    const record = this.book.get(taskId);
    const fits = record?.attempt === attempt && record.workerId === workerId &&
      (record.state === "dispatched" || record.state === "running");
    return fits ? record : undefined;
  }

  #timeout(record: TaskRecord, cause?: unknown): TaskTimeoutError {
    const options = cause === undefined ? undefined : { cause };
    return new TaskTimeoutError(record.id, "runMs", record.limits.runMs, options);
  }

  #after(delayMs: number, callback: () => void) {
    return delayMs === Infinity ? undefined : this.#options.clock.setTimer(callback, delayMs);
  }
}
