import { defineResource, type Resource } from "@weir/std/scope";
import type { Store } from "@weir/std/streams";
import { postgresStore } from "@weir/std/streams/postgres";
import pg from "pg";
import { type Backend, OpenStore, StoreBackend, type StoreSource } from "./backend.ts";

/** Where a PostgreSQL database is. */
type PostgresSource = StoreSource & { kind: "postgres" };

/** A schema of a PostgreSQL database. */
export class PostgresStores implements Backend<StoreSource, Store> {
  static {
    StoreBackend.implement(this, { name: "postgres", capabilities: ["server"] });
  }

  resource(source: StoreSource): Resource<Store> {
    const { url, schema } = source as PostgresSource;
    const pool = defineResource({
      name: "PostgreSQL pool",
      acquire: () => openPool(url),
      release: (pool) => pool.end(),
    });
    return defineResource({
      name: "store (postgres)",
      needs: { pool },
      acquire: async ({ needs }) => OpenStore.assert(await postgresStore(needs.pool, { schema })),
      release: (store) => store.close(),
      // A server that is starting gets a few seconds.
      retry: { maxAttempts: 4, minDelayMs: 250 },
    });
  }

  async reset(source: StoreSource): Promise<void> {
    const { url, schema } = source as PostgresSource;
    const pool = openPool(url);
    await pool.query(`drop schema if exists "${schema}" cascade`);
    await pool.end();
  }
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5_000 });
  // The driver reports a server that goes away as an event; unheard it would end the process. The
  // pipeline meets the error anyway when it uses the connection, and tries again.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
