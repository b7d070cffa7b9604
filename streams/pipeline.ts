import type { HeavyHitter } from "./sketches/space_saving.ts";
import type { DeadLetter, StorePage, StorePageOptions, WindowRow } from "./store.ts";

/** What a pipeline has done and holds, at one moment. Accounts count from its very first start. */
export interface PipelineStats {
  /** Deliveries that the inbox has accepted. */
  readonly accepted: number;
  /** Deliveries that wait in the inbox. */
  readonly pending: number;
  /** Deliveries that were stored. */
  readonly stored: number;
  /** Deliveries whose id had been stored before. */
  readonly duplicates: number;
  /** Deliveries that went to the dead letters. */
  readonly dead: number;
  /** Deliveries that the flow dropped on purpose. */
  readonly filtered: number;
  /** Messages that wait in the outbox. */
  readonly outbox: number;
  /** Messages that the queue has confirmed. */
  readonly published: number;
  /** Attempts of the store that failed since this start. */
  readonly retries: number;
}

/** A pipeline that runs. */
export interface Pipeline extends AsyncDisposable {
  /**
   * Resolves when the pipeline has been closed; rejects when it had to stop: the inbox is broken,
   * another pipeline moves the same offset, or the store or the queue was closed under it.
   */
  readonly done: Promise<void>;
  /** What it has done and holds now. */
  stats(): PipelineStats;
  /**
   * The current ranking of that name, highest first.
   *
   * @throws {RangeError} If the pipeline keeps none of that name.
   */
  ranking(name: string, limit?: number): HeavyHitter[];
  /**
   * A page of the windows of that name, in order of time and key.
   *
   * @throws {RangeError} If the pipeline keeps none of that name.
   */
  windows(name: string, options?: StorePageOptions): Promise<StorePage<WindowRow>>;
  /** A page of the deliveries that failed, in order of their numbers. */
  deadLetters(options?: StorePageOptions): Promise<StorePage<DeadLetter>>;
  /**
   * Resolves when everything that the inbox has accepted is done and the outbox is empty.
   *
   * Cancel: rejects with `signal.reason`; the pipeline goes on. When the pipeline is closed meanwhile
   * and something is left, it rejects with an `AbortError`.
   *
   * @throws {InboxClosedError} When the inbox was closed while deliveries wait in it.
   * @throws {QueueClosedError | StoreClosedError} When one of them was closed while it is needed.
   */
  drain(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Finishes the batch at hand and stops; what is left waits in the inbox for the next start. */
  close(): Promise<void>;
}
