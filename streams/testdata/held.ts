/** A promise that a test settles, and a way to know that somebody waits for it. */
export class Held<T = void> {
  readonly #settled = Promise.withResolvers<T>();
  readonly #reached = Promise.withResolvers<void>();

  /** Resolves when `wait` has been called. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  /** Waits until the test lets go. */
  wait(): Promise<T> {
    this.#reached.resolve();
    return this.#settled.promise;
  }

  /** Lets go. */
  release(value: T): void {
    this.#settled.resolve(value);
  }
}

/** One turn of the event loop: every promise that can settle has settled. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
