import assert from "node:assert/strict";
import pg from "pg";
import { storeSuite } from "../../testing/mod.ts";
import { OffsetConflictError, StoreRejectedError } from "../errors.ts";
import type { SqlConnection, SqlPool } from "../sql.ts";
import type { StoreBatch, StoreRecord } from "../store.ts";
import { defineTable, type Row } from "../table.ts";
import { postgresStore } from "./postgres_store.ts";

const url = Deno.env.get("DATABASE_URL");
const ignore = url === undefined;

/** A pool and a schema for one test. */
async function openDatabase() {
  const pool = new pg.Pool({ connectionString: url ?? "", max: 8 });
  pool.on("error", () => {});
  const schema = `weir_test_${crypto.randomUUID().replaceAll("-", "_")}`;
  await pool.query("select 1");
  return {
    pool,
    schema,
    open: () => Promise.resolve(postgresStore(pool, { schema })),
    async [Symbol.asyncDispose]() {
      await pool.query(`drop schema if exists ${schema} cascade`);
      await pool.end();
    },
  };
}

storeSuite("postgres", openDatabase, {
  register: (name, fn) => Deno.test({ name, fn, ignore }),
});
