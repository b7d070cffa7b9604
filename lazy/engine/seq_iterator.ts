import { syncMode } from "./mode.ts";
import type { Plan } from "../plan/plan.ts";
import { refuseReentry } from "./reentry.ts";
import { END } from "./pull_run.ts";
import { Run } from "./run.ts";

/** One run, pulled from outside. Inherits the native iterator helpers and `Symbol.dispose`. */
export class SeqIterator<T> extends Iterator<T, undefined, unknown> {
  readonly #run: Run;
  #isRunning = false;

  constructor(plan: Plan) {
    super();
    this.#run = new Run(plan.program(false), syncMode);
  }

  /** Pulls the next item. */
  override next(): IteratorResult<T, undefined> {
    this.#enter();
    try {
      const value = this.#run.pull();
      return value === END ? { done: true, value: undefined } : { done: false, value: value as T };
    } catch (error) {
      this.#failQuietly();
      throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  /** Closes the source, unless it ran out or has been closed. */
  override return(): IteratorResult<T, undefined> {
    this.#enter();
    try {
      this.#run.close();
      return { done: true, value: undefined };
    } finally {
      this.#isRunning = false;
    }
  }

  /** What fails while closing gives way to the failure that came first. */
  #failQuietly(): void {
    try {
      this.#run.fail();
    } catch {
      return;
    }
  }

  #enter(): void {
    if (this.#isRunning) refuseReentry();
    this.#isRunning = true;
  }
}
