import { END } from "../engine/pull_run.ts";

/** What a cursor answers for an item or `END`. */
export function answerOf(out: unknown): IteratorResult<unknown> {
  return out === END ? { done: true, value: undefined } : { done: false, value: out };
}

/** The one answer that a cursor owes while its `next()` waits. */
export class Owed {
  #resolvers: PromiseWithResolvers<unknown> | undefined;

  /** Whether somebody waits. */
  get isAwaited(): boolean {
    return this.#resolvers !== undefined;
  }

  /** What `next()` returns when it cannot answer yet. */
  promise(): Promise<unknown> {
    this.#resolvers = Promise.withResolvers();
    return this.#resolvers.promise;
  }

  /** Answers who waits, if somebody does, with an item or `END`. */
  resolve(out: unknown): void {
    const resolvers = this.#resolvers;
    this.#resolvers = undefined;
    resolvers?.resolve(answerOf(out));
  }

  /** Fails who waits, if somebody does. */
  reject(error: unknown): void {
    const resolvers = this.#resolvers;
    this.#resolvers = undefined;
    resolvers?.reject(error);
  }
}
