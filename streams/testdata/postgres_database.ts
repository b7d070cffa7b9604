import pg from "pg";
import type { SqlConnection, SqlPool } from "../sql.ts";
import type { Store } from "../store.ts";
import { postgresStore } from "../stores/postgres_store.ts";

/** The database to test against, if there is one. */
export const url: string | undefined = Deno.env.get("DATABASE_URL");
/** Whether the tests that need a database are left out. */
export const ignore: boolean = url === undefined;

/** A pool and a schema that goes away at the end of the block. */
export interface TestDatabase extends AsyncDisposable {
  readonly pool: pg.Pool;
  readonly schema: string;
  open(): Promise<Store>;
}

/** A pool and a schema for one test. */
export async function openDatabase(): Promise<TestDatabase> {
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

/** Lends the connections of a pool and calls `before` ahead of each statement. */
export function watched(
  pool: pg.Pool,
  before: (text: string, client: pg.PoolClient) => Promise<void>,
): SqlPool {
  return {
    async connect() {
      const client = await pool.connect();
      return {
        async query(text: string, values?: unknown[]) {
          await before(text, client);
          return await client.query(text, values);
        },
        release: (error?: Error) => client.release(error),
        on: (event: "error", listener: (error: Error) => void) => client.on(event, listener),
        removeListener: (event: "error", listener: (error: Error) => void) =>
          client.removeListener(event, listener),
      } satisfies SqlConnection;
    },
  };
}
