import { failQuietly } from "./evaluate.ts";
import { syncMode } from "./mode.ts";
import type { Plan } from "./plan.ts";
import { END, Run } from "./run.ts";

/** One run, pulled from outside. Inherits the native iterator helpers and `Symbol.dispose`. */
export class SeqIterator<T> extends Iterator<T, undefined, unknown> {
  readonly #run: Run;
  #isRunning = false;

  constructor(plan: Plan) {
    super();
    this.#run = new Run(plan, syncMode);
  }

  /** Pulls the next item. */
  override next(): IteratorResult<T, undefined> {
    this.#enter();
    try {
      const value = this.#run.pull();
      return value === END ? { done: true, value: undefined } : { done: false, value: value as T };
    } catch (error) {
      failQuietly(this.#run);
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

  #enter(): void {
    if (this.#isRunning) {
      throw new TypeError(
        "Cannot advance the sequence as it is already running: " +
          "take a second iterator instead of calling this one from its own callback",
      );
    }
    this.#isRunning = true;
  }
}
