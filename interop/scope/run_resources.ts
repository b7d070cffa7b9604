import type { Socket } from "node:net";
import { createClient, type RedisClientType } from "@redis/client";
import { defineResource, type Resource } from "@weir/std/scope";
import pg from "pg";
import type { RunAccounts } from "./run_accounts.ts";

/** A client of PostgreSQL that knows whether its connection is broken. */
export class PostgresClient extends pg.Client {
  isBroken = false;

  constructor(url: string, application: string) {
    super({ connectionString: url, application_name: application });
    // Without a listener a broken connection ends the program.
    this.on("error", () => this.isBroken = true);
    this.on("end", () => this.isBroken = true);
  }

  /** Drops the connection without a word; the server reads what it was sent. */
  cut(): void {
    (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  }
}

/** A client of Redis. */
export type RedisClient = RedisClientType;

/** Over an outage of a second or two; what is left of the time limit is up to who acquires. */
const RETRY = { maxAttempts: 100, minDelayMs: 20, maxDelayMs: 300 };

/** A connection to PostgreSQL. */
export function postgresClient(
  url: string,
  application: string,
  accounts: RunAccounts,
): Resource<PostgresClient> {
  return defineResource({
    name: "postgres",
    async acquire() {
      const client = new PostgresClient(url, application);
      await client.connect();
      accounts.count("opened", `PostgreSQL (${application})`);
      return client;
    },
    async release(client) {
      accounts.count("released", `PostgreSQL (${application})`);
      await client.end();
    },
    retry: RETRY,
  });
}

/** A connection to Redis. */
export function redisClient(
  url: string,
  name: string,
  accounts: RunAccounts,
): Resource<RedisClient> {
  return defineResource({
    name: "redis",
    async acquire() {
      const client = createRedis(url, name);
      await client.connect();
      accounts.count("opened", `Redis (${name})`);
      return client;
    },
    release(client) {
      accounts.count("released", `Redis (${name})`);
      // A `close()` whose connection breaks meanwhile never settles (6.3.1).
      client.destroy();
    },
    retry: RETRY,
  });
}

function createRedis(url: string, name: string): RedisClient {
  const client: RedisClient = createClient({ url, name, socket: { reconnectStrategy: false } });
  client.on("error", () => {});
  return client;
}

/** Milliseconds after which the lock of a broken connection is free again. */
export const LOCK_MS = 2_000;

/** A lock in Redis; one whose connection is broken can only expire. */
export function redisLock(redis: RedisClient, id: number, accounts: RunAccounts): Resource<string> {
  return defineResource({
    name: "lock",
    async acquire() {
      const key = `run:${id}`;
      const isMine = await redis.set(key, "1", {
        condition: "NX",
        expiration: { type: "PX", value: LOCK_MS },
      });
      if (isMine === null) throw new Error(`${key} is locked`);
      accounts.count("opened", "locks");
      return key;
    },
    async release(key) {
      accounts.count("released", "locks");
      await redis.del(key);
    },
  });
}
