import { type Cursor, NO_ITEMS } from "../engine/cursor.ts";
import { Answers } from "./answers.ts";
import type { Feed } from "./feed.ts";
import { FeedReader, type FeedTarget } from "./feed_reader.ts";
import { Slot, SlotQueue } from "./slot_queue.ts";

/**
 * Pulls items ahead of the consumer, beginning with its first `next()`. A failure of the feed comes
 * after the items before it. Closing drops the items that wait; it waits for the feed, unless a
 * pull is under way.
 */
export class PrefetchCursor implements Cursor, FeedTarget {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #count: number;
  readonly #reader: FeedReader;
  readonly #answers = new Answers(() => this.#poll());
  readonly #slots = new SlotQueue();
  #waiting = 0;
  #isEnded = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(feed: Feed, count: number) {
    this.#count = count;
    this.#reader = new FeedReader(feed, this);
  }

  next(): unknown {
    this.#answers.ask();
    this.#reader.read();
    return this.#answers.take();
  }

  forget(): void {}

  close(reason?: unknown): unknown {
    this.#slots.clear();
    this.#failure = undefined;
    this.end();
    return this.#reader.close(reason);
  }

  hasRoom(): boolean {
    return this.#waiting < this.#count;
  }

  accept(item: unknown): void {
    const slot = new Slot();
    slot.settle(item);
    this.#slots.push(slot);
    this.#waiting++;
    this.#answers.offer();
  }

  end(): void {
    this.#isEnded = true;
    this.#answers.offer();
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.end();
  }

  #poll(): unknown {
    const slot = this.#slots.shift();
    if (slot !== undefined) {
      this.#waiting--;
      return { done: false, value: slot.value };
    }
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) return Promise.reject(failure.error);
    return this.#isEnded ? { done: true, value: undefined } : undefined;
  }
}
