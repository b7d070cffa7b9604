import { ignore } from "../engine/closing.ts";
import type { Plan } from "../plan/plan.ts";
import { beginRun } from "../engine/begin_run.ts";
import { PENDING, type PullRun } from "../engine/pull_run.ts";

/** One run of the plan before a boundary. */
export interface Feed {
  /**
   * The next item, or `END`; a promise only if it has to wait, so an item is never a promise. One
   * call at a time. After it failed, by a throw or a rejection, the run has closed itself.
   */
  pull(): unknown;
  /** Closes what is open, waiting for each in turn; only while no pull is under way. */
  close(reason?: unknown): unknown;
  /**
   * Closes at once and waits for nothing; a pending pull comes to nothing. After `close()`, it
   * closes at once what that has not come to.
   */
  abandon(reason?: unknown): void;
}

/** Begins a run of a plan; the source is not opened before the first pull. */
export function openFeed(plan: Plan): Feed {
  return new RunFeed(plan);
}

class RunFeed implements Feed {
  readonly #run: PullRun;

  constructor(plan: Plan) {
    this.#run = beginRun(plan);
  }

  pull(): unknown {
    try {
      const out = this.#run.pull();
      return out === PENDING ? this.#wait() : out;
    } catch (error) {
      return this.#fail(error);
    }
  }

  close(reason?: unknown): unknown {
    return this.#run.close(reason);
  }

  abandon(reason?: unknown): void {
    this.#run.abandon(reason);
  }

  async #wait(): Promise<unknown> {
    let out: unknown = PENDING;
    try {
      while (out === PENDING) out = this.#run.resume(await this.#run.awaited);
    } catch (error) {
      return await this.#fail(error);
    }
    return out;
  }

  /** What fails while closing gives way to the failure that came first. */
  async #fail(error: unknown): Promise<never> {
    await Promise.try(() => this.#run.fail()).catch(ignore);
    throw error;
  }
}
