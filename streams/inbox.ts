import type { Delivery, NewDelivery } from "./delivery.ts";

/** Where and how much to read. */
export interface InboxReadOptions {
  /** Read what comes after this number; 0 starts at the oldest. @default {0} */
  readonly after?: number;
  /** Deliveries per batch at most. @default {256} */
  readonly maxItems?: number;
  /** Body bytes per batch at most; a single larger delivery comes alone. @default {1048576} */
  readonly maxBytes?: number;
  /** Ends the stream in good order: what was not read stays in the inbox. */
  readonly signal?: AbortSignal;
}

/** What an inbox holds, at one moment. */
export interface InboxStats {
  /** Number of the newest durable delivery; also the count of all that were ever accepted. */
  readonly lastSeq: number;
  /** Everything up to this number may be forgotten. */
  readonly releasedSeq: number;
  /** Bytes held. */
  readonly bytes: number;
  /** Bound in bytes. */
  readonly maxBytes: number;
  /** Appends that wait to become durable. */
  readonly pendingAppends: number;
  /** Groups of appends that were made durable together. */
  readonly syncs: number;
  /** Damaged records that were met while reading; each is handed on as a damaged delivery. */
  readonly damaged: number;
}

/**
 * The place where a delivery becomes *accepted*: numbered, and durable before the sender is told.
 *
 * The promise of every implementation: once `append` has resolved, `read` yields the delivery,
 * also after the process was killed, until `release` has passed it.
 */
export interface Inbox extends AsyncDisposable {
  /**
   * Makes a delivery durable and numbers it.
   *
   * Order: numbers follow the order of the calls.
   *
   * @throws {TypeError} When it is no delivery, or its id is not printable text of 1 to 200 bytes
   * without `#`.
   * @throws {InboxFullError} When the bound in bytes is reached.
   * @throws {InboxClosedError} After `close`.
   * @throws {InboxBrokenError} When durability can no longer be promised.
   */
  append(delivery: NewDelivery): Promise<number>;
  /**
   * Reads batches in order of their numbers and waits for more at the end. A batch is what had
   * arrived when it was asked for, so nothing lingers when the load is low.
   *
   * Buffer: none; a batch is read when it is pulled.
   * Cancel: ends the stream; what was not read stays in the inbox.
   */
  read(options?: InboxReadOptions): ReadableStream<readonly Delivery[]>;
  /** Allows everything up to and including `seq` to be forgotten, whoever else may want to read it. */
  release(seq: number): Promise<void>;
  /** What the inbox holds now. */
  stats(): InboxStats;
  /** Makes pending appends durable, ends all readers and closes the files. */
  close(): Promise<void>;
}
