import { SchedulerClosedError, WorkersStuckError } from "./errors.ts";
import type { TaskEngine } from "./task_engine.ts";

/** The door of a scheduler: whether it takes work, and the numbers that work is given. */
export class TaskIntake {
  readonly engine: TaskEngine;
  #closedAs: string | undefined;
  #order = 0;
  #runs = 0;

  constructor(engine: TaskEngine) {
    this.engine = engine;
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
    if (this.#closedAs !== undefined) {
      throw new SchedulerClosedError(`Cannot submit as the scheduler ${this.#closedAs}`);
    }
    if (this.engine.pool.stuck) throw new WorkersStuckError(this.engine.stuckTasks());
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
