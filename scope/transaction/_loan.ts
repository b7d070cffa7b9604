import type { PooledTransactionClient } from "./transaction_source.ts";

/** A connection that a pool has lent for one transaction; it goes back once. */
export class Loan {
  readonly #client: PooledTransactionClient & Partial<Emitter>;
  readonly #onError = (error: Error) => void (this.#broken = error);
  #broken: unknown;
  #isBack = false;

  constructor(client: PooledTransactionClient) {
    this.#client = client;
    // A driver that reports a broken connection as an event ends the program if nobody listens.
    this.#client.on?.("error", this.#onError);
  }

  /** Gives it back, or has it thrown away for a reason, unless that was done before. */
  giveBack(reason: unknown): void {
    if (this.#isBack) return;
    this.#isBack = true;
    this.#client.removeListener?.("error", this.#onError);
    const error = reason ?? this.#broken;
    this.#client.release(
      error === undefined || error instanceof Error ? error : new Error(String(error)),
    );
  }

  /**
   * Has it thrown away by somebody who does not wait: what is under way on it may never end, and
   * would keep its place in the pool for as long.
   */
  throwAway(reason: unknown): void {
    try {
      this.giveBack(reason ?? new Error("Given up"));
    } catch {
      // Whoever waited for it hears of what took too long.
    }
  }
}

interface Emitter {
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
}
