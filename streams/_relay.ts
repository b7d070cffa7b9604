import { backoffMs, type BackoffOptions } from "./_backoff.ts";
import { type Clock, delay } from "../_internal/clock.ts";
import { QueueClosedError, StoreClosedError } from "./errors.ts";
import { notify, type PipelineObserver } from "./pipeline_event.ts";
import type { Queue } from "./queue.ts";
import type { PipelineStore, StoreCounts } from "./store.ts";

/** What a relay needs. */
export interface RelayOptions {
  /** Where the outbox is. */
  readonly store: Pick<PipelineStore, "outbox" | "confirm" | "counts">;
  /** Where the messages go. */
  readonly queue: Queue;
  /** The accounts when the relay starts. */
  readonly counts: Pick<StoreCounts, "outbox" | "published">;
  /** Messages per publish at most. */
  readonly maxMessages: number;
  /** Where time comes from. */
  readonly clock: Clock;
  /** Wait between failed attempts. */
  readonly backoff: BackoffOptions;
  /** Are told what happens. */
  readonly observers: readonly PipelineObserver[];
}

/**
 * Moves messages from the outbox of a store to a queue: a message leaves the outbox only after the
 * queue has confirmed it, so it is published at least once and bears the same id every time.
 *
 * Its numbers are those of the store, kept up to date by counting. When the counting has become
 * doubtful they are read anew, by the loop alone: so nothing is confirmed while they are read.
 */
export class Relay {
  /** Resolves when the relay was closed; rejects when its queue or store was closed under it. */
  readonly done: Promise<void>;
  readonly #options: RelayOptions;
  readonly #stop = new AbortController();
  #waiting: number;
  #published: number;
  /** Messages that were ever added; tells what was added while the store was asked. */
  #added = 0;
  /** Commits of which nobody knows how many messages they have added. */
  #uncounted = 0;
  #failure: Error | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#waiting = options.counts.outbox;
    this.#published = options.counts.published;
    this.done = this.#run();
    // Observed here, so that a relay that nobody awaits does not end the process.
    this.done.catch(() => {});
  }

  /** Messages that wait in the outbox. */
  get waiting(): number {
    return Math.max(0, this.#waiting);
  }

  /** Messages that the queue has confirmed since the very first start. */
  get published(): number {
    return this.#published;
  }

  /** Tells the relay that a batch has put messages into the outbox. */
  add(messages: number): void {
    if (messages === 0) return;
    this.#added += messages;
    this.#waiting += messages;
    this.#notify();
  }

  /** Tells the relay that a batch has put messages into the outbox, nobody knows how many. */
  recount(): void {
    this.#uncounted++;
    this.#notify();
  }

  /**
   * Resolves when at most `count` messages wait, or when the relay is closed.
   *
   * @throws {QueueClosedError | StoreClosedError} When one of them was closed under the relay.
   */
  async below(count: number, signal?: AbortSignal): Promise<void> {
    const abort = () => this.#notify();
    signal?.addEventListener("abort", abort, { once: true });
    const { signal: stopped } = this.#stop;
    while (this.#isAbove(count) && !stopped.aborted && !signal?.aborted) {
      await this.#changed.promise;
    }
    signal?.removeEventListener("abort", abort);
    this.throwIfFailed();
  }

  /**
   * Throws what the relay has failed with, if it has.
   *
   * @throws {QueueClosedError | StoreClosedError} When one of them was closed under the relay.
   */
  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Stops; a publish that is under way is cut off, and its messages stay in the outbox. */
  async close(): Promise<void> {
    this.#stop.abort(new DOMException("The relay was closed", "AbortError"));
    this.#notify();
    await this.done.catch(() => {});
  }

  #isAbove(count: number): boolean {
    return this.#uncounted > 0 || this.#waiting > count;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let attempt = 0;
    while (!signal.aborted) {
      if (attempt === 0 && !this.#isAbove(0)) {
        await this.#changed.promise;
        continue;
      }
      try {
        await this.#publishSome(signal, attempt > 0);
        attempt = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (isFinal(error)) this.#fail(error);
        // The answer may have been lost, and not what was asked for.
        await this.#count().catch(() => {});
        await this.#pause(error, ++attempt, signal);
      }
    }
  }

  /** @param doubtful Whether the attempt before has failed: what it asked for may still happen. */
  async #publishSome(signal: AbortSignal, doubtful: boolean): Promise<void> {
    const { store, queue, maxMessages, observers } = this.#options;
    const entries = await store.outbox(maxMessages);
    if (entries.length > 0) {
      await queue.publish(entries, { signal });
      await store.confirm(entries.map(({ place }) => place));
      notify(observers, { event: "messages.published", count: entries.length });
    }
    // An empty outbox means that the number was too high, or that somebody else has taken what was
    // waiting.
    if (doubtful || this.#uncounted > 0 || entries.length === 0) {
      await this.#count();
    } else {
      // May be below zero for a moment: a message can be seen here before its commit is reported.
      this.#waiting -= entries.length;
      this.#published += entries.length;
    }
    this.#notify();
  }

  /**
   * Reads the numbers from the store. What is added meanwhile may be counted twice: a number that is
   * too high is corrected when the outbox is found empty, one too low would leave messages behind.
   */
  async #count(): Promise<void> {
    const added = this.#added;
    const uncounted = this.#uncounted;
    const { outbox, published } = await this.#options.store.counts();
    this.#waiting = outbox + this.#added - added;
    this.#published = published;
    this.#uncounted -= uncounted;
    this.#notify();
  }

  #fail(error: Error): never {
    this.#failure = error;
    this.#stop.abort(error);
    this.#notify();
    throw error;
  }

  async #pause(error: unknown, attempt: number, signal: AbortSignal): Promise<void> {
    const { clock, backoff, observers } = this.#options;
    const delayMs = backoffMs(attempt, backoff, Math.random());
    notify(observers, { event: "queue.retrying", attempt, delayMs, error });
    await delay(clock, delayMs, signal).catch(() => {});
  }

  #notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

/** Whether trying again is of no use, as the queue or the store was closed by its owner. */
function isFinal(error: unknown): error is QueueClosedError | StoreClosedError {
  return error instanceof QueueClosedError || error instanceof StoreClosedError;
}
