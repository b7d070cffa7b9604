import { isThenable } from "../../_internal/is_thenable.ts";
import { FusedRun } from "./fused_run.ts";
import { promiseOf } from "./promise_of.ts";
import { END, PENDING, type PullRun } from "./pull_run.ts";
import type { Sink } from "./sink.ts";
import { SKIP } from "./stage.ts";

/** Whether a run has been abandoned: then the sink is asked for nothing more. */
export interface Abandonment {
  readonly isOver: boolean;
}

/** Leads all items of an async run into a sink. Does not settle if the run is abandoned. */
export async function consume<R>(
  run: PullRun,
  createSink: () => Sink<R>,
  abandonment: Abandonment,
): Promise<R> {
  let sink: Sink<R>;
  try {
    sink = createSink();
  } catch (error) {
    // A sink may run the user's code when it is made.
    await run.fail();
    throw error;
  }
  return await new Promise((resolve, reject) =>
    new Consumption(run, sink, abandonment, resolve, reject).start()
  );
}

/** Goes on from promise to promise by callbacks, which costs less than an async function. */
class Consumption<R> {
  readonly #run: PullRun;
  readonly #sink: Sink<R>;
  readonly #abandonment: Abandonment;
  readonly #resolve: (result: R) => void;
  readonly #reject: (error: unknown) => void;
  /** The item whose callback is awaited. */
  #item: unknown;

  constructor(
    run: PullRun,
    sink: Sink<R>,
    abandonment: Abandonment,
    resolve: (result: R) => void,
    reject: (error: unknown) => void,
  ) {
    this.#run = run;
    this.#sink = sink;
    this.#abandonment = abandonment;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    try {
      this.#take(this.#run.pull());
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Takes items in until one has to be waited for, the run has ended or the sink stops it. */
  #take(first: unknown): void {
    const run = this.#run;
    for (let out = first;; out = run.pull()) {
      // Also after the end: what fails late must not go unhandled.
      if (out === PENDING) return this.#wait();
      if (this.#abandonment.isOver) return;
      if (out === END) return this.#resolve(this.#sink.result());
      if (!this.#accept(out)) return;
    }
  }

  #wait(): void {
    const run = this.#run;
    const isAsking = run instanceof FusedRun && run.awaitsAnswer;
    run.awaited!.then(isAsking ? this.#onAnswer : this.#onPulled, this.#onFailure);
  }

  /** Hands an item to the sink; `true` if the run can go on at once. */
  #accept(item: unknown): boolean {
    const sink = this.#sink;
    let result = item;
    if (sink.call !== undefined) {
      result = sink.call(item);
      if (isThenable(result)) {
        this.#item = item;
        promiseOf(result).then(this.#onCalled, this.#onFailure);
        return false;
      }
      if (this.#abandonment.isOver) return false;
    }
    if (sink.settle(result, item) !== true) return true;
    this.#stop();
    return false;
  }

  /** What `#onPulled` does, as far as a run only waits for its source: the way of most items. */
  readonly #onAnswer = (settled: unknown): void => {
    const run = this.#run as FusedRun;
    try {
      const out = run.take(settled);
      if (out !== SKIP) {
        if (out === PENDING || out === END || this.#abandonment.isOver) return this.#take(out);
        if (!this.#accept(out)) return;
      }
      const answer = run.ask();
      if (isThenable(answer)) promiseOf(answer).then(this.#onAnswer, this.#onFailure);
      else this.#take(answer === SKIP ? run.pull() : run.resume(answer));
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onPulled = (settled: unknown): void => {
    try {
      this.#take(this.#run.resume(settled));
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onCalled = (result: unknown): void => {
    if (this.#abandonment.isOver) return;
    try {
      if (this.#sink.settle(result, this.#item) === true) this.#stop();
      else this.#take(this.#run.pull());
    } catch (error) {
      this.#fail(error);
    }
  };

  readonly #onFailure = (error: unknown): void => void this.#fail(error);

  async #stop(): Promise<void> {
    try {
      await this.#run.close();
      this.#resolve(this.#sink.result());
    } catch (error) {
      this.#reject(error);
    }
  }

  /** What fails while closing gives way to the failure that came first. */
  async #fail(error: unknown): Promise<void> {
    try {
      await this.#run.fail();
    } catch {
      // The first failure is the one to report.
    }
    this.#reject(error);
  }
}
