import { isThenable } from "../../_internal/is_thenable.ts";
import { ignore } from "../engine/closing.ts";
import { type Cursor, NO_ITEMS } from "../engine/cursor.ts";
import { Answers } from "./answers.ts";
import type { CheckedConcurrency } from "./concurrency_options.ts";
import type { Feed } from "./feed.ts";
import { FeedReader, type FeedTarget } from "./feed_reader.ts";
import { type ConcurrentContext, RunSignal } from "./run_signal.ts";
import { Slot, SlotQueue } from "./slot_queue.ts";

/** A callback that may run while others do. */
export type ConcurrentCallback<T, R> = (
  value: T,
  index: number,
  context: ConcurrentContext,
) => R | PromiseLike<R>;

/**
 * Runs a callback for several items at once. Begins with the first `next()`; from then on it keeps
 * as many callbacks running as the two bounds allow, whether the consumer asks or not.
 *
 * The first failure by time, of a callback or of the feed, ends the run at once, in order or not:
 * no callback starts any more, results that nobody has taken are dropped, the signal aborts, and
 * `next()` fails when the feed is closed. Closing does the same without a failure. It waits for
 * the feed, unless a pull is under way, and never for callbacks; what they fail with later is
 * ignored.
 */
export class ConcurrentMapCursor implements Cursor, FeedTarget {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #callback: ConcurrentCallback<never, unknown>;
  readonly #options: CheckedConcurrency;
  readonly #reader: FeedReader;
  readonly #signal = new RunSignal();
  readonly #answers = new Answers(() => this.#poll());
  /** Ordered: every callback that has started. Unordered: those that have finished. */
  readonly #slots = new SlotQueue();
  #index = 0;
  #running = 0;
  #waiting = 0;
  #isExhausted = false;
  #isClosed = false;
  /** The failure, until somebody has asked. */
  #failing: Promise<never> | undefined;
  /** Whether the feed is being closed before the failure is told. */
  #isFailing = false;

  constructor(
    feed: Feed,
    callback: ConcurrentCallback<never, unknown>,
    options: CheckedConcurrency,
  ) {
    this.#callback = callback;
    this.#options = options;
    this.#reader = new FeedReader(feed, this);
  }

  next(): unknown {
    this.#answers.ask();
    this.#reader.read();
    return this.#answers.take();
  }

  forget(): void {}

  close(reason?: unknown): unknown {
    const failing = this.#failing;
    this.#failing = undefined;
    if (failing !== undefined) return failing.catch(ignore);
    if (this.#isFailing) return this.#reader.hurry(reason);
    if (this.#isClosed) return undefined;
    this.#stop(reason);
    this.#answers.offer();
    return this.#reader.close(reason);
  }

  /** An item is pulled only if it can be started, and started only if its result has a place. */
  hasRoom(): boolean {
    const { concurrency, buffer } = this.#options;
    const places = this.#answers.isAwaited ? buffer + 1 : buffer;
    return this.#running < concurrency && this.#running + this.#waiting < places;
  }

  accept(item: unknown): void {
    const slot = new Slot();
    if (this.#options.ordered) this.#slots.push(slot);
    this.#running++;
    try {
      const result = this.#callback(item as never, this.#index++, this.#signal.context);
      if (!isThenable(result)) return this.#finish(slot, result);
      Promise.resolve(result).then((value) => {
        this.#finish(slot, value);
        this.#reader.read();
      }, this.fail);
    } catch (error) {
      this.fail(error);
    }
  }

  end(): void {
    this.#isExhausted = true;
    this.#answers.offer();
  }

  readonly fail = (error: unknown): void => {
    if (this.#isClosed) return;
    this.#stop(error);
    this.#failing = this.#closeAfter(error);
    this.#failing.catch(ignore);
    this.#answers.offer();
  };

  #finish(slot: Slot, value: unknown): void {
    if (this.#isClosed) return;
    slot.settle(value);
    this.#running--;
    this.#waiting++;
    if (!this.#options.ordered) this.#slots.push(slot);
    this.#answers.offer();
  }

  #poll(): unknown {
    const failing = this.#failing;
    this.#failing = undefined;
    if (failing !== undefined) return failing;
    const slot = this.#slots.shift();
    if (slot === undefined) return this.#isEnded() ? { done: true, value: undefined } : undefined;
    this.#waiting--;
    return { done: false, value: slot.value };
  }

  #isEnded(): boolean {
    return this.#isClosed || this.#isExhausted && this.#running === 0;
  }

  /** What fails while closing gives way to the failure that came first. */
  async #closeAfter(error: unknown): Promise<never> {
    this.#isFailing = true;
    await Promise.try(() => this.#reader.close(error)).catch(ignore);
    this.#isFailing = false;
    throw error;
  }

  #stop(reason: unknown): void {
    this.#isClosed = true;
    this.#slots.clear();
    this.#signal.abort(reason);
  }
}
