/**
 * Streams on PostgreSQL: a store for pipelines, and the shape of the driver it takes.
 *
 * - {@linkcode postgresStore} keeps rows, windows, sketches, outbox, dead letters and the offset of
 *   a pipeline, each batch in one transaction.
 * - {@linkcode SqlPool} is all that it asks of a driver; a `Pool` of npm `pg` is one as it stands.
 *
 * The driver comes from you: this entry imports none. With npm `pg`, listen for the `error` events
 * of the pool, or an idle connection that breaks ends the process.
 *
 * Runs on Deno, Node and Bun.
 *
 * @example A pipeline's accounts
 * ```ts ignore
 * import { defineTable } from "@weir/std/streams";
 * import { postgresStore } from "@weir/std/streams/postgres";
 * import pg from "pg";
 *
 * const pool = new pg.Pool({ connectionString: Deno.env.get("DATABASE_URL") });
 * pool.on("error", (error) => console.error("An idle connection broke", error));
 * await using store = postgresStore(pool, { schema: "webhooks" });
 * const pushes = defineTable("pushes", { id: "text", repository: "text" }, "id");
 * const pipeline = await store.open({ pipeline: "pushes", table: pushes });
 * console.log(await pipeline.counts());
 * ```
 *
 * @module
 */

// Store
export { postgresStore, type PostgresStoreOptions } from "./stores/postgres_store.ts";

// What a driver must look like
export type { SqlConnection, SqlPool, SqlResult } from "./sql.ts";
