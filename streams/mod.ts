/**
 * Streams: a webhook's JSON, durable before it is acknowledged, to a database and a message queue.
 *
 * @module
 */

// Contracts and their types
export type { Delivery, NewDelivery } from "./delivery.ts";
export type { Inbox, InboxReadOptions, InboxStats } from "./inbox.ts";
export type {
  AggregateWrite,
  CommitResult,
  DeadLetter,
  OutboxEntry,
  OutboxMessage,
  PipelinePlan,
  PipelineStore,
  SketchState,
  Store,
  StoreBatch,
  StoreCounts,
  StorePage,
  StorePageOptions,
  StoreRecord,
  WindowDelta,
  WindowRow,
} from "./store.ts";
export type { Queue, QueueConsumeOptions, QueueMessage, QueueStats } from "./queue.ts";
export type { ColumnKind, Columns, ColumnValue, Row, RowOf, Table } from "./table.ts";
export { defineTable } from "./table.ts";

// Errors
export {
  InboxBrokenError,
  InboxClosedError,
  InboxFullError,
  OffsetConflictError,
  StoreRejectedError,
} from "./errors.ts";
