import { advance } from "./evaluate_async.ts";
import { asyncMode } from "./mode.ts";
import type { Plan } from "./plan.ts";
import { END, Run } from "./run.ts";

type Resolvers<T> = PromiseWithResolvers<IteratorResult<T, undefined>>;

/**
 * One run, pulled from outside. Calls of `next()` are answered in order, one at a time; `return()`
 * does not queue behind them: it answers those that wait and closes the source at once.
 */
export class AsyncSeqIterator<T> implements AsyncIteratorObject<T, undefined, unknown> {
  readonly #run: Run;
  readonly #waiting: Resolvers<T>[] = [];
  #isPulling = false;
  #isEnded = false;

  constructor(plan: Plan) {
    this.#run = new Run(plan, asyncMode);
  }

  /** Pulls the next item. */
  next(): Promise<IteratorResult<T, undefined>> {
    const resolvers: Resolvers<T> = Promise.withResolvers();
    this.#waiting.push(resolvers);
    if (this.#isEnded) this.#end();
    else if (!this.#isPulling) this.#pullAll();
    return resolvers.promise;
  }

  /** Closes the source, unless it ran out or has been closed. */
  async return(): Promise<IteratorResult<T, undefined>> {
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

  async #pullAll(): Promise<void> {
    this.#isPulling = true;
    while (this.#waiting.length > 0 && !this.#isEnded) {
      try {
        const value = await advance(this.#run);
        if (value === END) this.#end();
        else this.#waiting.shift()?.resolve({ done: false, value: value as T });
      } catch (error) {
        this.#waiting.shift()?.reject(error);
        this.#end();
      }
    }
    this.#isPulling = false;
  }

  #end(): void {
    this.#isEnded = true;
    for (const resolvers of this.#waiting.splice(0)) {
      resolvers.resolve({ done: true, value: undefined });
    }
  }
}
