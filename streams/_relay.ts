import { backoffMs, type BackoffOptions } from "./_backoff.ts";
import { type Clock, delay } from "../_internal/clock.ts";
import { notify, type PipelineObserver } from "./pipeline_event.ts";
import type { Queue } from "./queue.ts";
import type { PipelineStore } from "./store.ts";

/** What a relay needs. */
export interface RelayOptions {
  /** Where the outbox is. */
  readonly store: Pick<PipelineStore, "outbox" | "confirm">;
  /** Where the messages go. */
  readonly queue: Queue;
  /** Messages that wait in the outbox when the relay starts. */
  readonly waiting: number;
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
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #waiting: number;
  #published = 0;
  #changed = Promise.withResolvers<void>();

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#waiting = options.waiting;
    this.#done = this.#run();
  }

  /** Messages that wait in the outbox. */
  get waiting(): number {
    return Math.max(0, this.#waiting);
  }

  /** Messages that the queue has confirmed since the start. */
  get published(): number {
    return this.#published;
  }

  /** Tells the relay that a batch has put messages into the outbox. */
  add(messages: number): void {
    if (messages === 0) return;
    this.#waiting += messages;
    this.#notify();
  }

  /** Resolves when at most `count` messages wait, or when the relay is closed. */
  async below(count: number, signal?: AbortSignal): Promise<void> {
    const abort = () => this.#notify();
    signal?.addEventListener("abort", abort, { once: true });
    while (this.#waiting > count && !this.#stop.signal.aborted && !signal?.aborted) {
      await this.#changed.promise;
    }
    signal?.removeEventListener("abort", abort);
  }

  /** Stops; a publish that is under way is cut off, and its messages stay in the outbox. */
  async close(): Promise<void> {
    this.#stop.abort(new DOMException("The relay was closed", "AbortError"));
    this.#notify();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let attempt = 0;
    while (!signal.aborted) {
      if (this.#waiting <= 0) {
        await this.#changed.promise;
        continue;
      }
      try {
        await this.#publishSome(signal);
        attempt = 0;
      } catch (error) {
        if (signal.aborted) return;
        await this.#pause(error, ++attempt, signal);
      }
    }
  }

  async #publishSome(signal: AbortSignal): Promise<void> {
    const { store, queue, maxMessages, observers } = this.#options;
    const waited = this.#waiting;
    const entries = await store.outbox(maxMessages);
    if (entries.length > 0) {
      await queue.publish(entries, { signal });
      await store.confirm(entries.map(({ place }) => place));
    }
    // May be below zero for a moment: a message can be seen here before its commit is reported. An
    // empty outbox means that somebody else has taken what was waiting.
    this.#waiting -= entries.length === 0 ? waited : entries.length;
    this.#published += entries.length;
    if (entries.length > 0) {
      notify(observers, { event: "messages.published", count: entries.length });
    }
    this.#notify();
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
