/**
 * Streams on SQLite, with the runtime's built-in `node:sqlite`: a store and a message queue that
 * need no server.
 *
 * Runs on Deno and Node 24.
 *
 * @example
 * ```ts
 * import { sqliteQueue, sqliteStore } from "@weir/std/streams/sqlite";
 * import assert from "node:assert/strict";
 *
 * await using store = sqliteStore(":memory:");
 * await using queue = sqliteQueue(":memory:");
 * assert.equal((await queue.stats()).depth, 0);
 * ```
 *
 * @module
 */
export { sqliteQueue, type SqliteQueueOptions } from "./queues/sqlite_queue.ts";
export { sqliteStore } from "./stores/sqlite_store.ts";
