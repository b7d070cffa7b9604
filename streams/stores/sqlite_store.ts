import { DatabaseSync } from "node:sqlite";
import { checkString } from "../../_internal/check_option.ts";
import type { PipelinePlan, PipelineStore, Store, StorePage, StorePageOptions } from "../store.ts";
import type { Row, Table } from "../table.ts";
import { fromCursor, pageLimit, toPage } from "./_page_cursor.ts";
import { SqlitePipelineStore } from "./_sqlite_pipeline_store.ts";
import { createSchema, createTable } from "./_sqlite_schema.ts";
import { fromSqlite } from "./_sqlite_values.ts";
import { patiently, setUpDatabase } from "../_sqlite.ts";
import { attempt } from "./_attempt.ts";

/**
 * Opens a SQLite database as the store of pipelines: no server, one file, durable at commit (WAL,
 * `synchronous = full`).
 *
 * It works synchronously on the thread that calls it; a batch of 256 rows takes a few milliseconds.
 * While another process writes, whatever writes here rejects within 50 ms instead of holding up the
 * event loop, and a pipeline tries again; only opening waits, up to 5 seconds.
 *
 * Runs on Deno and Node 24, with their built-in `node:sqlite`.
 *
 * @example
 * ```ts
 * import { sqliteStore } from "@weir/std/streams/sqlite";
 * import { defineTable } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * await using store = sqliteStore(":memory:");
 * const table = defineTable("events", { id: "text", at_ms: "integer" }, "id");
 * const pipeline = await store.open({ pipeline: "events", table });
 * await pipeline.commit({
 *   fromSeq: 0,
 *   toSeq: 1,
 *   records: [{ seq: 1, deliveryId: "a", row: { id: "a", at_ms: 5 } }],
 *   dead: [],
 *   filtered: 0,
 *   aggregate: () => ({ windows: [], sketches: [] }),
 * });
 * assert.deepEqual((await store.page(table)).items, [{ id: "a", at_ms: 5 }]);
 * ```
 *
 * @param path File of the database, or `":memory:"`.
 * @returns The store.
 * @throws {TypeError} If `path` is not a string.
 */
export function sqliteStore(path: string): Store {
  checkString("open the store", "path", path);
  return new SqliteStore(setUpDatabase(new DatabaseSync(path), createSchema));
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  open<R extends Row>(plan: PipelinePlan<R>): Promise<PipelineStore<R>> {
    return attempt(this.#database, () =>
      patiently(this.#database, () => {
        createTable(this.#database, plan.table);
        return new SqlitePipelineStore(this.#database, plan);
      }));
  }

  page<R extends Row>(table: Table<R>, options?: StorePageOptions): Promise<StorePage<R>> {
    return attempt(this.#database, () => {
      const limit = pageLimit(options);
      const [after] = fromCursor(options?.after, ["string"]) ?? [null];
      const key = `"${table.key}"`;
      const rows = this.#database.prepare(
        `select * from "${table.name}" where ?1 is null or ${key} > ?1 order by ${key} limit ?2`,
      ).all(after!, limit).map((row) => fromSqlite(table, row));
      return toPage(rows, limit, (row) => [String(row[table.key])]);
    });
  }

  close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
