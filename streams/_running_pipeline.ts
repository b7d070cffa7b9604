import { backoffMs, type BackoffOptions } from "./_backoff.ts";
import { type Clock, delay } from "../_internal/clock.ts";
import type { Aggregates } from "./_aggregates.ts";
import { processBatch } from "./_process_batch.ts";
import type { Relay } from "./_relay.ts";
import type { Delivery } from "./delivery.ts";
import {
  InboxClosedError,
  OffsetConflictError,
  StoreClosedError,
  StoreRejectedError,
} from "./errors.ts";
import type { Inbox } from "./inbox.ts";
import type { Operator } from "./operators/operator.ts";
import type { Pipeline, PipelineStats } from "./pipeline.ts";
import { notify, type PipelineObserver } from "./pipeline_event.ts";
import type { HeavyHitter } from "./sketches/space_saving.ts";
import type {
  CommitResult,
  DeadLetter,
  PipelineStore,
  StoreBatch,
  StoreCounts,
  StorePage,
  StorePageOptions,
  WindowRow,
} from "./store.ts";
import type { Row } from "./table.ts";

/** What a running pipeline needs; `run` has checked it all. */
export interface PipelineParts<R extends Row> {
  /** Where accepted deliveries wait. */
  readonly inbox: Inbox;
  /** From a delivery to rows. */
  readonly flow: Operator<Delivery, R>;
  /** The pipeline's part of the store. */
  readonly store: PipelineStore<R>;
  /** The accounts at the start. */
  readonly counts: StoreCounts;
  /** Windows and rankings. */
  readonly aggregates: Aggregates<R>;
  /** Moves the outbox to the queue. */
  readonly relay?: Relay;
  /** Where the message of a row is routed, when there is a queue. */
  readonly routingKey: ((row: R) => string) | undefined;
  /** Deliveries per batch at most. */
  readonly maxItems: number;
  /** Body bytes per batch at most. */
  readonly maxBytes: number;
  /** Messages in the outbox at which the pipeline waits. */
  readonly maxOutbox: number;
  /** Wait between failed attempts. */
  readonly backoff: BackoffOptions;
  /** Are told what happens. */
  readonly observers: readonly PipelineObserver[];
  /** Where time comes from. */
  readonly clock: Clock;
}

/** The loop of a pipeline: read, process, commit, release. */
export class RunningPipeline<R extends Row> implements Pipeline {
  readonly done: Promise<void>;
  readonly #parts: PipelineParts<R>;
  readonly #stop = new AbortController();
  #counts: StoreCounts;
  #retries = 0;
  #progress = Promise.withResolvers<void>();
  #ended = false;
  #closing: Promise<void> | undefined;

  constructor(parts: PipelineParts<R>) {
    this.#parts = parts;
    this.#counts = parts.counts;
    this.done = this.#run();
    parts.relay?.done.catch((error) => this.#stop.abort(error));
    // Observed here, so that a pipeline that nobody awaits does not end the process; `drain` and
    // `close` report the failure.
    this.done.catch(() => {});
  }

  stats(): PipelineStats {
    const { inbox, relay } = this.#parts;
    const { stored, duplicates, dead, filtered, offset } = this.#counts;
    const accepted = inbox.stats().lastSeq;
    return Object.freeze({
      accepted,
      pending: accepted - offset,
      stored,
      duplicates,
      dead,
      filtered,
      outbox: relay?.waiting ?? 0,
      published: relay?.published ?? this.#counts.published,
      retries: this.#retries,
    });
  }

  ranking(name: string, limit?: number): HeavyHitter[] {
    return this.#parts.aggregates.ranking(name).top(limit);
  }

  async windows(name: string, options?: StorePageOptions): Promise<StorePage<WindowRow>> {
    this.#parts.aggregates.checkWindows(name);
    return await this.#parts.store.windows(name, options);
  }

  deadLetters(options?: StorePageOptions): Promise<StorePage<DeadLetter>> {
    return this.#parts.store.deadLetters(options);
  }

  async drain({ signal }: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal?.reason);
    aborted.promise.catch(() => {});
    signal?.addEventListener("abort", abort, { once: true });
    if (signal?.aborted) abort();
    try {
      while (this.stats().pending > 0) {
        this.#stop.signal.throwIfAborted();
        if (this.#ended) throw new InboxClosedError(undrained(this.stats().pending));
        await Promise.race([this.#progress.promise, aborted.promise, this.done]);
      }
      const relayed = this.#parts.relay?.below(0, signal);
      await Promise.race([relayed, aborted.promise]);
      if (this.stats().outbox > 0) this.#stop.signal.throwIfAborted();
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#stop.abort(new DOMException("The pipeline was closed", "AbortError"));
    try {
      await this.done;
    } finally {
      await this.#parts.relay?.close();
    }
  }

  async #run(): Promise<void> {
    const { inbox, relay, maxItems, maxBytes, maxOutbox } = this.#parts;
    const { signal } = this.#stop;
    const batches = inbox.read({ after: this.#counts.offset, maxItems, maxBytes, signal });
    // The last run may have been killed between its commit and its release.
    await inbox.release(this.#counts.offset);
    for await (const deliveries of batches) {
      await relay?.below(maxOutbox, signal);
      if (signal.aborted) break;
      await this.#store(deliveries);
      await inbox.release(this.#counts.offset);
      this.#progress.resolve();
      this.#progress = Promise.withResolvers<void>();
    }
    this.#ended = true;
    relay?.throwIfFailed();
  }

  /** Stores deliveries; halves them while the store refuses their data. */
  async #store(deliveries: readonly Delivery[]): Promise<void> {
    try {
      await this.#commit(deliveries);
    } catch (error) {
      if (!(error instanceof StoreRejectedError)) throw error;
      if (deliveries.length === 1) return await this.#commit(deliveries, error);
      const middle = deliveries.length >> 1;
      await this.#store(deliveries.slice(0, middle));
      if (!this.#stop.signal.aborted) await this.#store(deliveries.slice(middle));
    }
  }

  async #commit(deliveries: readonly Delivery[], refusal?: StoreRejectedError): Promise<void> {
    const { aggregates, clock, flow, routingKey, relay, observers } = this.#parts;
    const startMs = clock.monotonic();
    const outcome = processBatch(deliveries, { flow, clock, routingKey, refusal });
    const batch: StoreBatch<R> = {
      fromSeq: this.#counts.offset,
      toSeq: deliveries.at(-1)!.seq,
      ...outcome,
      aggregate: (fresh) => aggregates.fold(fresh.map(({ row }) => row)),
    };
    const result = await this.#attempt(batch);
    if (result === undefined) return;
    aggregates.adopt();
    const { stored, duplicates, messages } = result;
    const { dead, filtered } = outcome;
    const counts = this.#counts;
    this.#counts = {
      offset: batch.toSeq,
      stored: counts.stored + stored,
      duplicates: counts.duplicates + duplicates,
      dead: counts.dead + dead.length,
      filtered: counts.filtered + filtered,
      outbox: counts.outbox,
      published: counts.published,
    };
    relay?.add(messages);
    this.#report(dead);
    const durationMs = clock.monotonic() - startMs;
    notify(observers, {
      event: "batch.committed",
      toSeq: batch.toSeq,
      stored,
      duplicates,
      dead: dead.length,
      filtered,
      durationMs,
    });
  }

  /**
   * Commits, and tries again while the system is at fault.
   *
   * @returns The result; `undefined` when the pipeline was closed meanwhile, or when a commit whose
   * answer was lost turns out to have worked: the accounts are then read anew.
   */
  async #attempt(batch: StoreBatch<R>): Promise<CommitResult | undefined> {
    const { store, clock, backoff, observers } = this.#parts;
    const { signal } = this.#stop;
    for (let attempt = 1;; attempt++) {
      try {
        return await store.commit(batch);
      } catch (error) {
        if (error instanceof StoreRejectedError || error instanceof StoreClosedError) throw error;
        if (error instanceof OffsetConflictError) {
          const committed = attempt > 1 && await this.#wasCommitted(batch);
          if (committed === true) return undefined;
          // Not known while the store is away: ask again after the pause.
          if (committed === false) throw error;
        }
        this.#retries++;
        const delayMs = backoffMs(attempt, backoff, Math.random());
        notify(observers, { event: "store.retrying", attempt, delayMs, error });
        await delay(clock, delayMs, signal).catch(() => {});
        if (signal.aborted) return undefined;
      }
    }
  }

  /** Whether a commit whose answer was lost has worked; `undefined` when the store is away. */
  async #wasCommitted(batch: StoreBatch<R>): Promise<boolean | undefined> {
    const { store, aggregates, relay } = this.#parts;
    try {
      const counts = await store.counts();
      if (counts.offset !== batch.toSeq) return false;
      aggregates.load(await store.sketches());
      this.#counts = counts;
      relay?.recount();
      return true;
    } catch {
      return undefined;
    }
  }

  #report(dead: readonly DeadLetter[]): void {
    for (const { seq, deliveryId, stage, error } of dead) {
      notify(this.#parts.observers, { event: "delivery.dead", seq, deliveryId, stage, error });
    }
  }
}

function undrained(pending: number): string {
  return `Cannot drain the pipeline as its inbox is closed while ${pending} deliveries wait: ` +
    `open the inbox and run the pipeline again`;
}
