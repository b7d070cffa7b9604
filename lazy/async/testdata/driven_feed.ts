import assert from "node:assert/strict";
import { END } from "../../engine/pull_run.ts";
import type { Feed } from "../feed.ts";

/** What a driven feed holds, and how it behaves. */
export interface DrivenFeedOptions {
  /** It gives the numbers from 0 to here. */
  readonly length: number;
  /** Pull that fails instead of giving an item. */
  readonly failAt?: number | undefined;
  /** Whether a pull answers on the spot. */
  readonly isSync?: (index: number) => boolean;
  /** Whether `close()` has to be settled by hand. */
  readonly closesLate?: boolean;
}

/** A feed whose waiting is ended by hand. Fails the test when it is used against its contract. */
export class DrivenFeed implements Feed {
  readonly failure: Error = new Error("the feed failed");
  pulls = 0;
  isPulling = false;
  /** Whether it ran out or failed, so that it must not be closed. */
  isOver = false;
  closes = 0;
  abandons = 0;
  reason: unknown;
  readonly #options: DrivenFeedOptions;
  #pending: PromiseWithResolvers<unknown> | undefined;
  #closing: PromiseWithResolvers<void> | undefined;

  constructor(options: DrivenFeedOptions) {
    this.#options = options;
  }

  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  pull(): unknown {
    assert.ok(!this.isPulling && !this.isOver, "must not pull twice, nor after the end");
    assert.equal(this.closes + this.abandons, 0, "must not pull what has been closed");
    const index = this.pulls++;
    if (this.#options.isSync?.(index)) return this.#result(index);
    this.isPulling = true;
    this.#pending = Promise.withResolvers<unknown>();
    return this.#pending.promise;
  }

  /** Ends the waiting of the pull under way. */
  settlePull(): void {
    const pending = this.#pending!;
    this.isPulling = false;
    try {
      pending.resolve(this.#result(this.pulls - 1));
    } catch (error) {
      pending.reject(error);
    }
  }

  close(reason?: unknown): unknown {
    assert.ok(!this.isPulling && !this.isOver, "must not close in a pull, nor after the end");
    this.closes++;
    this.reason = reason;
    if (!this.#options.closesLate) return undefined;
    this.#closing = Promise.withResolvers<void>();
    return this.#closing.promise;
  }

  settleClose(): void {
    this.#closing?.resolve();
    this.#closing = undefined;
  }

  abandon(reason?: unknown): void {
    if (this.isClosing) return this.settleClose();
    assert.ok(this.isPulling && !this.isOver, "must not abandon outside of a pull");
    this.abandons++;
    this.reason = reason;
  }

  #result(index: number): unknown {
    const { length, failAt } = this.#options;
    this.isOver = index === failAt || index === length;
    if (index === failAt) throw this.failure;
    return index === length ? END : index;
  }
}

/** Lets everything happen that waits for no one. */
export async function drain(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await undefined;
}
