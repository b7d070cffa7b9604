import { isThenable } from "../../_internal/is_thenable.ts";
import { FusedRun } from "./fused_run.ts";
import { promiseOf } from "./promise_of.ts";
import { END, PENDING, type PullRun } from "./pull_run.ts";
import { SKIP } from "./stage.ts";

type Result<T> = IteratorResult<T, undefined>;

/** A call of `next()` that waits for its turn. */
interface Request<T> {
  resolve(result: Result<T>): void;
  reject(error: unknown): void;
}

/**
 * One run, pulled from outside. Calls of `next()` are answered in order, one at a time; `return()`
 * does not queue behind them: it answers those that wait and closes the source at once.
 */
export class AsyncSeqIterator<T> implements AsyncIteratorObject<T, undefined, unknown> {
  readonly #run: PullRun;
  /** Answers the call that the run works on; fields and one function for all, as each item needs it. */
  #resolve: ((result: Result<T>) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;
  readonly #keep = (
    resolve: (result: Result<T>) => void,
    reject: (error: unknown) => void,
  ): void => {
    this.#resolve = resolve;
    this.#reject = reject;
  };
  /** Those that called meanwhile, in order. */
  readonly #waiting: Request<T>[] = [];
  #isPulling = false;
  #isEnded = false;

  constructor(run: PullRun) {
    this.#run = run;
  }

  /** Pulls the next item. */
  next(): Promise<Result<T>> {
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    if (this.#isPulling) {
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    }
    this.#isPulling = true;
    const answer = new Promise<Result<T>>(this.#keep);
    try {
      this.#deliver(this.#run.pull());
    } catch (error) {
      this.#fail(error);
    }
    return answer;
  }

  /** Closes the source, unless it ran out or has been closed. */
  async return(): Promise<Result<T>> {
    const isIdle = !this.#isPulling;
    this.#end();
    if (isIdle) await this.#run.close();
    else this.#run.abandon();
    return { done: true, value: undefined };
  }

  /** Returns itself. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Closes the source, as `return()` does. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** Answers who waits with what the run gives, until it has to wait itself or nobody is left. */
  #deliver(out: unknown): void {
    for (;;) {
      if (out === PENDING) return this.#wait();
      if (out === END || this.#isEnded) return this.#end();
      this.#resolve!({ value: out as T, done: false });
      if (this.#waiting.length === 0) {
        this.#isPulling = false;
        return;
      }
      const next = this.#waiting.shift()!;
      this.#keep(next.resolve, next.reject);
      out = this.#run.pull();
    }
  }

  #wait(): void {
    const run = this.#run;
    const isAsking = run instanceof FusedRun && run.awaitsAnswer;
    run.awaited!.then(isAsking ? this.#onAnswer : this.#onSettled, this.#onFailed);
  }

  /** What `#onSettled` does, as far as a run only waits for its source: the way of most items. */
  readonly #onAnswer = (settled: unknown): void => {
    const run = this.#run as FusedRun;
    try {
      const out = run.take(settled);
      if (out !== SKIP) return this.#deliver(out);
      const answer = run.ask();
      if (isThenable(answer)) promiseOf(answer).then(this.#onAnswer, this.#onFailed);
      else this.#deliver(answer === SKIP ? run.pull() : run.resume(answer));
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onSettled = (settled: unknown): void => {
    try {
      this.#deliver(this.#run.resume(settled));
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onFailed = (error: unknown): void => void this.#fail(error);

  /** What fails while closing gives way to the failure that came first. */
  async #fail(error: unknown): Promise<void> {
    if (this.#isEnded) return;
    try {
      await this.#run.fail();
    } catch {
      // The first failure is the one to report.
    }
    this.#reject!(error);
    this.#end();
  }

  #end(): void {
    this.#isEnded = true;
    this.#isPulling = false;
    this.#resolve?.({ done: true, value: undefined });
    for (const { resolve } of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }
}
