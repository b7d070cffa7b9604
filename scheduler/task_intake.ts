import { SchedulerClosedError, WorkersStuckError } from "./errors.ts";
import { FollowedSignals } from "./followed_signals.ts";
import type { TaskEngine } from "./task_engine.ts";
import type { TaskRecord } from "./task_record.ts";

/** The door of a scheduler: whether it takes work, and the numbers that work is given. */
export class TaskIntake {
  readonly engine: TaskEngine;
  readonly #signals: FollowedSignals;
  #closedAs: string | undefined;
  #order = 0;
  #runs = 0;

  constructor(engine: TaskEngine) {
    this.engine = engine;
    this.#signals = new FollowedSignals(engine);
  }

  /** Takes no more work; `why` is a few words. */
  close(why: string): void {
    this.#closedAs = why;
  }

  /**
   * Checks that work is taken.
   *
   * @throws {SchedulerClosedError} If the scheduler was drained or disposed.
   * @throws {WorkersStuckError} If zombies fill the executor's limit.
   */
  check(): void {
    this.checkOpen("submit");
    if (this.engine.pool.stuck) throw new WorkersStuckError(this.engine.stuckTasks());
  }

  /**
   * Checks that the scheduler was not closed.
   *
   * @throws {SchedulerClosedError} If it was drained or disposed.
   */
  checkOpen(action: string): void {
    if (this.#closedAs === undefined) return;
    throw new SchedulerClosedError(`Cannot ${action} as the scheduler ${this.#closedAs}`);
  }

  /** Takes tasks that belong together; `signal` cancels them. */
  admit(records: readonly TaskRecord[], signal: AbortSignal | undefined): void {
    this.engine.admit(records);
    this.#signals.follow(records, signal);
    this.engine.pump();
  }

  /** The place of the next task in the order of acceptance, from 1. */
  nextOrder(): number {
    return ++this.#order;
  }

  /** The number of the next run of a graph, from 1. */
  nextRun(): number {
    return ++this.#runs;
  }
}
