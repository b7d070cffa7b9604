type Resolvers = PromiseWithResolvers<unknown>;

/** Answers calls of `next()`, one at a time: on the spot if it can, by a promise if it must. */
export class Answers {
  readonly #poll: () => unknown;
  #isAwaited = false;
  #ready: unknown;
  #pending: Resolvers | undefined;

  /** `poll` gives the answer, or `undefined` as long as there is none. */
  constructor(poll: () => unknown) {
    this.#poll = poll;
  }

  /** Whether the consumer has asked and has not been answered. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** Notes that the consumer asks. */
  ask(): void {
    this.#isAwaited = true;
    this.offer();
  }

  /** Gives the answer if the consumer waits for one and there is one by now. */
  offer(): void {
    if (!this.#isAwaited) return;
    const answer = this.#poll();
    if (answer === undefined) return;
    this.#isAwaited = false;
    if (this.#pending === undefined) {
      this.#ready = answer;
    } else {
      this.#pending.resolve(answer);
      this.#pending = undefined;
    }
  }

  /** The answer to the last `ask()`, or a promise of it. */
  take(): unknown {
    const ready = this.#ready;
    this.#ready = undefined;
    if (ready !== undefined) return ready;
    this.#pending = Promise.withResolvers<unknown>();
    return this.#pending.promise;
  }
}
