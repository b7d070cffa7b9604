/**
 * Streams: a webhook's JSON, durable before it is acknowledged, to a database *and* a message queue.
 *
 * ```text
 * receive ─▶ inbox ─▶ flow (operators) ─▶ store: rows, windows, outbox, offset in one transaction
 *                                           └─▶ relay ─▶ queue
 * ```
 *
 * The folders are the stages: `sources` is where deliveries begin, `operators` are what happens to
 * one item, `windows` and `sketches` sum many up. `inbox.ts`, `store.ts` and `queue.ts` say what an
 * implementation promises; `inboxes`, `stores` and `queues` hold those that keep it. SQLite,
 * PostgreSQL and AMQP have entries of their own (`@weir/std/streams/sqlite`, …), so that nobody
 * loads what he does not use.
 *
 * Operators, windows, sketches, `receive`, `run` and the inbox in memory run on Deno, Node and in
 * browsers; the segment log runs on Deno.
 *
 * @example From deliveries to rows
 * ```ts
 * import { defineTable, map, memoryInbox, parseJson, pipe, run } from "@weir/std/streams";
 * import { sqliteStore } from "@weir/std/streams/sqlite";
 * import assert from "node:assert/strict";
 *
 * const zens = defineTable("zens", { id: "text", zen: "text" }, "id");
 * const flow = pipe(
 *   parseJson<{ zen: string }>(),
 *   map(({ id, value }) => ({ id, zen: value.zen })),
 * );
 *
 * await using inbox = memoryInbox();
 * await using store = sqliteStore(":memory:");
 * await using pipeline = await run(inbox, flow, { name: "zens", store, table: zens });
 *
 * const body = new TextEncoder().encode('{"zen":"Design for failure."}');
 * await inbox.append({ id: "1", receivedAtMs: Date.now(), headers: {}, body });
 * await pipeline.drain();
 * assert.deepEqual((await store.page(zens)).items, [{ id: "1", zen: "Design for failure." }]);
 * ```
 *
 * @module
 */

// Sources: where deliveries begin
export type { Delivery, NewDelivery } from "./delivery.ts";
export {
  receive,
  type ReceiveOptions,
  type Receiver,
  type ReceiverStats,
  type RefusalReason,
} from "./sources/receive.ts";
export { type Verify, verifyGitHub } from "./sources/verify_github.ts";

// Inboxes: where a delivery becomes accepted
export type { Inbox, InboxReadOptions, InboxStats } from "./inbox.ts";
export { memoryInbox, type MemoryInboxOptions } from "./inboxes/memory_inbox.ts";
export { openSegmentLog, type SegmentLogOptions } from "./inboxes/segment_log.ts";

// Operators: one item in, any number out
export { filter } from "./operators/filter.ts";
export { flatMap } from "./operators/flat_map.ts";
export { map } from "./operators/map.ts";
export { type ItemContext, type Operator, operator, type Step } from "./operators/operator.ts";
export { type ParsedDelivery, parseJson } from "./operators/parse_json.ts";
export { pipe } from "./operators/pipe.ts";
export { toTransformStream } from "./operators/to_transform_stream.ts";

// Windows and sketches: many items summed up
export { type HeavyHitter, SpaceSaving } from "./sketches/space_saving.ts";
export { type TopK, topK, type TopKOptions } from "./sketches/top_k.ts";
export { tumble, type TumbleOptions, type WindowSet } from "./windows/tumble.ts";

// Running a flow
export type { Pipeline, PipelineStats } from "./pipeline.ts";
export type { PipelineEvent, PipelineObserver } from "./pipeline_event.ts";
export { run } from "./run.ts";
export type { RunOptions } from "./run_options.ts";

// Stores: the database at the end
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
export type { ColumnKind, Columns, ColumnValue, Row, RowOf, Table } from "./table.ts";
export { defineTable } from "./table.ts";

// Queues: the message queue at the end
export type { Queue, QueueConsumeOptions, QueueMessage, QueueStats } from "./queue.ts";

// Time
export type { Clock, Timer } from "../_internal/clock.ts";

// Errors
export {
  InboxBrokenError,
  InboxBusyError,
  InboxClosedError,
  InboxFullError,
  OffsetConflictError,
  QueueClosedError,
  StoreClosedError,
  StoreRejectedError,
} from "./errors.ts";
