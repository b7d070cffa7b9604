/**
 * Collections that compute on demand, sync and async, page by page.
 *
 * - {@linkcode Seq} is a sync sequence, made by {@linkcode seq} or {@linkcode range};
 *   {@linkcode AsyncSeq} is the same for items that take time, made by {@linkcode asyncSeq} or
 *   {@linkcode AsyncSeq.fromPages}. Both have the same methods; those of the latter take async
 *   callbacks, and its terminals return promises and take a `signal`.
 * - Operators (`map`, `filter`, `take`, `pages`) return a new sequence and run nothing. Terminals
 *   (`toArray`, `find`, `page`, a loop) run it: they pull exactly what they need and close the
 *   source once if it has not run out.
 *
 * - Pages: `pages()` and `page()` cut a sequence, each page carries a cursor with which a later
 *   request goes on; {@linkcode AsyncSeq.fromPages} reads a paged service.
 * - Several at once: `map` with `concurrency`, `mapSettled`, `prefetch`, `merge`, `batch`, `timeout`.
 * - One pass, several answers: {@linkcode reducers} for `aggregate()`; one run, several readers:
 *   `tee()`, `memoize()`.
 * - `explain()` tells what a run will do; {@linkcode compile} generates its loop.
 *
 * Names and errors are those of TC39's iterator helpers where there are any. Runs in Deno, in Node
 * 22 and later, and in browsers that have `Iterator` and `Symbol.dispose`.
 *
 * @example
 * ```ts
 * import { seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const orders = seq([
 *   { city: "Oslo", total: 5 },
 *   { city: "Bern", total: 8 },
 *   { city: "Oslo", total: 2 },
 * ]);
 * const large = orders.filter((order) => order.total > 2).map((order) => order.city);
 * assert.deepEqual(large.toArray(), ["Oslo", "Bern"]);
 * assert.deepEqual(orders.countBy((order) => order.city), new Map([["Oslo", 2], ["Bern", 1]]));
 * assert.equal(orders.page(1, 2).hasNext, true);
 * ```
 *
 * @module
 */

// Sync
export { range } from "./range.ts";
export { Seq, seq } from "./seq.ts";
export type { SeqTerminals } from "./seq_terminals.ts";
export type { SeqSource } from "./seq.ts";

// Generated loops
export { compile } from "./compile.ts";

// Async
export { AsyncSeq, asyncSeq } from "./async_seq.ts";
export type { AsyncSeqTerminals } from "./async_seq_terminals.ts";
export type { AsyncItems, AsyncSeqSource, FromPagesOptions } from "./async_seq.ts";
export type { BatchOptions } from "./async/batch_cursor.ts";
export type { ConcurrencyOptions } from "./async/concurrency_options.ts";
export type { ConcurrentCallback } from "./async/concurrent_map_cursor.ts";
export type { ConcurrentContext } from "./async/run_signal.ts";
export type { TimeoutOptions } from "./async/timeout_cursor.ts";
export type { RunOptions } from "./engine/evaluate_async.ts";
export type { FetchedPage, FetchPage } from "./sources/pages_cursor.ts";
export type { ReadableOptions, SeqReadableOptions } from "./readable.ts";

// Reducers for aggregate()
export * as reducers from "./reducers.ts";
export type { Reducer, ReducerRun } from "./reducers.ts";
export type { Reducers } from "./terminals/aggregate.ts";

// Errors
export { CursorError } from "./errors.ts";
export type { CursorFault } from "./errors.ts";

// What a run does
export type { ExplainedStage, Explanation } from "./plan/explain.ts";
export type { Size } from "./plan/marks.ts";
export type { Memory, MemoryClass } from "./plan/memory.ts";
export type { ResumeClass } from "./paging/resume_class.ts";

// Shared
export type { Clock, Timer } from "../_internal/clock.ts";
export type { AsyncCallback, Callback, Compare } from "./callback.ts";
export type { DistinctOptions } from "./operators/select.ts";
export type { Hints } from "./operators/mark.ts";
export type { AsyncSeqOperator, SeqOperator } from "./operators/seq_operator.ts";
export type { ZipKeyedOptions, ZipMode, ZipOptions } from "./operators/zip_options.ts";
export type {
  AsyncItemOf,
  AsyncItemsOf,
  ItemOf,
  ItemsOf,
  PaddedRow,
  PaddingAt,
  Row,
  Shortest,
} from "./operators/zip_row.ts";
export type { Undersized } from "./operators/group.ts";
export type { MemoizeOptions } from "./sharing/memoize.ts";
export type { AsyncTeeOptions, TeeOptions } from "./sharing/tee.ts";
export type { Overflow } from "./sharing/async_shared_run.ts";
export type { CursorCodec } from "./paging/cursor_codec.ts";
export type { Page, PageOptions } from "./paging/page.ts";
export type { PagesOptions } from "./paging/pages_options.ts";
