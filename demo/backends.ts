import { defineResource, type Resource } from "@weir/std/scope";
import { amqpQueue } from "@weir/std/streams/amqp";
import { postgresStore } from "@weir/std/streams/postgres";
import { sqliteQueue, sqliteStore } from "@weir/std/streams/sqlite";
import type { Queue, Store } from "@weir/std/streams";
import pg from "pg";
import { Connection } from "rabbitmq-client";

/** Where the database is; plain data, so that it can be told to workers. */
export type StoreSource =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string; readonly schema: string };

/** Where the queue is; plain data, so that it can be told to other processes. */
export type QueueSource =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "amqp"; readonly url: string; readonly queue: string };

/**
 * The embedded default, or the servers that the environment names. Schema and queue bear the number
 * of the run, so that no two runs ever share them.
 */
export function chooseBackends(
  folder: string,
  seed: number,
  env: Readonly<Record<string, string>> = Deno.env.toObject(),
): { store: StoreSource; queue: QueueSource } {
  const { DATABASE_URL: databaseUrl, AMQP_URL: amqpUrl } = env;
  const name = `weir_demo_${seed.toString(16).padStart(8, "0")}`;
  return {
    store: databaseUrl
      ? { kind: "postgres", url: databaseUrl, schema: name }
      : { kind: "sqlite", path: `${folder}/store.db` },
    queue: amqpUrl
      ? { kind: "amqp", url: amqpUrl, queue: name }
      : { kind: "sqlite", path: `${folder}/queue.db` },
  };
}

/** The database. */
export function storeResource(source: StoreSource): Resource<Store> {
  if (source.kind === "sqlite") {
    return defineResource({
      name: "store (sqlite)",
      acquire: () => sqliteStore(source.path),
      release: (store) => store.close(),
    });
  }
  const pool = defineResource({
    name: "PostgreSQL pool",
    acquire: () => postgresPool(source.url),
    release: (pool) => pool.end(),
  });
  return defineResource({
    name: "store (postgres)",
    needs: { pool },
    acquire: ({ needs }) => postgresStore(needs.pool, { schema: source.schema }),
    release: (store) => store.close(),
    retry: serverRetry,
  });
}

/** The queue. */
export function queueResource(source: QueueSource): Resource<Queue> {
  if (source.kind === "sqlite") {
    return defineResource({
      name: "queue (sqlite)",
      acquire: () => sqliteQueue(source.path, { leaseMs: 5_000 }),
      release: (queue) => queue.close(),
    });
  }
  const connection = defineResource({
    name: "AMQP connection",
    acquire: () => connectAmqp(source.url),
    release: (connection) => connection.close(),
    retry: serverRetry,
  });
  return defineResource({
    name: "queue (amqp)",
    needs: { connection },
    acquire: ({ needs }) => amqpQueue(needs.connection, { queue: source.queue }),
    release: (queue) => queue.close(),
  });
}

/** A server that is starting gets a few seconds. */
const serverRetry = { maxAttempts: 4, minDelayMs: 250 };

/** Removes what a run has left on the servers. */
export async function resetBackends(store: StoreSource, queue: QueueSource): Promise<void> {
  if (store.kind === "postgres") {
    const pool = postgresPool(store.url);
    await pool.query(`drop schema if exists "${store.schema}" cascade`);
    await pool.end();
  }
  if (queue.kind === "amqp") {
    const connection = amqpConnection(queue.url);
    await connection.queueDelete({ queue: queue.queue });
    await connection.close();
  }
}

function postgresPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5_000 });
  // The driver reports a server that goes away as an event; unheard it would end the process. The
  // pipeline meets the error anyway when it uses the connection, and tries again.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

function amqpConnection(url: string): Connection {
  const connection = new Connection({ url, acquireTimeout: 5_000, noDelay: true });
  connection.on("error", () => {});
  return connection;
}

async function connectAmqp(url: string): Promise<Connection> {
  const connection = amqpConnection(url);
  try {
    await connection.onConnect(5_000);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
