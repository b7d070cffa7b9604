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
export type { SeqSource } from "./seq.ts";

// Async
export { AsyncSeq, asyncSeq } from "./async_seq.ts";
export type { AsyncItems, AsyncSeqSource, FromPagesOptions } from "./async_seq.ts";
export type { RunOptions } from "./evaluate_async.ts";
export type { FetchedPage, FetchPage } from "./pages_cursor.ts";
export type { ReadableOptions } from "./readable.ts";

// Shared
export type { AsyncCallback, Callback, Compare } from "./callback.ts";
export type { Undersized } from "./operators/group.ts";
export type { Page } from "./page.ts";
