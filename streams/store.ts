import type { Row, Table } from "./table.ts";

/** A message that waits in the outbox, or is to be put there. */
export interface OutboxMessage {
  /**
   * Stable id: the same after every retry, so that consumers can tell a repeat. Unique within its
   * pipeline.
   */
  readonly id: string;
  /** Where the queue should route it. */
  readonly routingKey: string;
  /** The content, as text (JSON as a rule). */
  readonly body: string;
}

/** A message in the outbox with its place. */
export interface OutboxEntry extends OutboxMessage {
  /** Its place in the outbox. */
  readonly place: number;
}

/** A delivery that could not be processed, with what is needed to find out why and to replay it. */
export interface DeadLetter {
  /** Its number in the inbox. */
  readonly seq: number;
  /** The sender's id. */
  readonly deliveryId: string;
  /**
   * What failed: the operator, or `"inbox"`, `"routingKey"`, `"message"`, `"window <name>"`,
   * `"ranking <name>"`, `"store"`.
   */
  readonly stage: string;
  /** Name and message of the error. */
  readonly error: string;
  /** When it failed, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** The headers that were kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** One value to be written for one delivery. */
export interface StoreRecord<R extends Row = Row> {
  /** Number of the delivery it came from; the records of one delivery stand together. */
  readonly seq: number;
  /** Id of the delivery it came from: the key for duplicates. */
  readonly deliveryId: string;
  /** The row. */
  readonly row: R;
  /** The message for the outbox; left out when the pipeline has no queue. */
  readonly message?: OutboxMessage;
}

/** An amount to be added to one field of one window. */
export interface WindowDelta {
  /** Name of the window set. */
  readonly window: string;
  /** Begin of the window, in milliseconds since the Unix epoch. */
  readonly startMs: number;
  /** The key within the window. */
  readonly key: string;
  /** The field. */
  readonly field: string;
  /** What is added. */
  readonly amount: number;
}

/** The state of a sketch after a batch, as text. */
export interface SketchState {
  /** Name of the sketch. */
  readonly name: string;
  /** Its serialised state. */
  readonly state: string;
}

/** What the aggregates of a pipeline write in the transaction of a batch. */
export interface AggregateWrite {
  /** Amounts that are added to windows. */
  readonly windows: readonly WindowDelta[];
  /** Sketch states that replace the former ones. */
  readonly sketches: readonly SketchState[];
}

/** All that one batch writes, in one transaction. */
export interface StoreBatch<R extends Row = Row> {
  /** The offset that must be in the database: deliveries up to it are done. */
  readonly fromSeq: number;
  /** The offset after this batch. */
  readonly toSeq: number;
  /** What the deliveries became. Several records may come from one delivery. */
  readonly records: readonly StoreRecord<R>[];
  /** Deliveries that failed. */
  readonly dead: readonly DeadLetter[];
  /** How many deliveries the flow dropped on purpose. */
  readonly filtered: number;
  /**
   * Called inside the transaction with the records whose delivery was not seen before; returns
   * what the aggregates write.
   */
  readonly aggregate: (fresh: readonly StoreRecord<R>[]) => AggregateWrite;
}

/** What became of the deliveries of one batch. */
export interface CommitResult {
  /** Deliveries that were stored. */
  readonly stored: number;
  /** Deliveries whose id had been stored before. */
  readonly duplicates: number;
  /** Messages that were put into the outbox. */
  readonly messages: number;
}

/** The accounts of a pipeline, kept in the database in the transactions of its batches. */
export interface StoreCounts {
  /** Number of the last delivery that is done. */
  readonly offset: number;
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
  /** Messages that have left the outbox, confirmed by the queue. */
  readonly published: number;
}

/** What a pipeline needs to find in the database when it starts. */
export interface PipelinePlan<R extends Row = Row> {
  /** Name of the pipeline: the key of its offset and accounts. */
  readonly pipeline: string;
  /** The table it writes. */
  readonly table: Table<R>;
}

/** Where to begin a page, and how long it may be. */
export interface StorePageOptions {
  /** The cursor of the page before; left out for the first page. */
  readonly after?: string;
  /** Items per page at most. @default {500} */
  readonly limit?: number;
}

/** One page of a keyset walk. */
export interface StorePage<T> {
  /** The items, in order of their key. */
  readonly items: T[];
  /** The cursor of the next page; left out on the last. */
  readonly next?: string;
}

/** One field of one window, as it stands in the database. */
export interface WindowRow {
  /** Begin of the window, in milliseconds since the Unix epoch. */
  readonly startMs: number;
  /** The key within the window. */
  readonly key: string;
  /** The fields and their values. */
  readonly fields: Readonly<Record<string, number>>;
}

/**
 * The part of a store that belongs to one pipeline.
 *
 * The promise of every implementation: rows, windows, sketches, outbox, dead letters, accounts and
 * the offset of a batch are written in *one* transaction, so a batch is there as a whole or not at
 * all, and running it again after a crash changes nothing.
 */
export interface PipelineStore<R extends Row = Row> {
  /** The accounts as they stand in the database. */
  counts(): Promise<StoreCounts>;
  /**
   * Writes a batch in one transaction. Several records of one delivery are fresh or duplicate
   * together; of two deliveries with one id in a batch the first is stored.
   *
   * @throws {StoreRejectedError} When the data is at fault: the same batch would fail again.
   * @throws {OffsetConflictError} When the offset in the database is not `fromSeq`.
   * @throws {StoreClosedError} After the store was closed.
   */
  commit(batch: StoreBatch<R>): Promise<CommitResult>;
  /** The oldest messages of the outbox, without taking them out. */
  outbox(limit: number): Promise<OutboxEntry[]>;
  /** Takes confirmed messages out of the outbox. */
  confirm(places: readonly number[]): Promise<void>;
  /** The last committed state of each sketch, by name. */
  sketches(): Promise<Map<string, string>>;
  /** A page of one window set, in order of time and key. */
  windows(window: string, options?: StorePageOptions): Promise<StorePage<WindowRow>>;
  /** A page of dead letters, in order of their numbers. */
  deadLetters(options?: StorePageOptions): Promise<StorePage<DeadLetter>>;
}

/** A database at the end of pipelines. */
export interface Store extends AsyncDisposable {
  /**
   * Creates what is missing in the database and returns the part of one pipeline. A row whose key
   * is in the table replaces the one that is there.
   */
  open<R extends Row>(plan: PipelinePlan<R>): Promise<PipelineStore<R>>;
  /** A page of rows of a table, in order of its key. */
  page<R extends Row>(table: Table<R>, options?: StorePageOptions): Promise<StorePage<R>>;
  /** Closes what the store opened itself; all else then rejects with a `StoreClosedError`. */
  close(): Promise<void>;
}
