import { withScope } from "@weir/std/scope";
import type { PrivateServer } from "./private_servers.ts";
import type { RunAccounts } from "./run_accounts.ts";
import { postgresClient, redisClient } from "./run_resources.ts";

/** Kills connections of runs and crashes servers. */
export class Saboteur {
  readonly #postgres: PrivateServer;
  readonly #redis: PrivateServer;
  readonly #accounts: RunAccounts;

  constructor(postgres: PrivateServer, redis: PrivateServer, accounts: RunAccounts) {
    this.#postgres = postgres;
    this.#redis = redis;
    this.#accounts = accounts;
  }

  /** Kills the connection of some run to PostgreSQL. */
  async killPostgres(): Promise<void> {
    await withScope("kill", async (scope) => {
      const resource = postgresClient(this.#postgres.url, "saboteur", this.#accounts);
      const client = await scope.acquire(resource);
      const { rows } = await client.query(
        `SELECT pg_terminate_backend(pid) AS killed FROM pg_stat_activity
         WHERE application_name = 'run' ORDER BY random() LIMIT 1`,
      );
      this.#count("connections to PostgreSQL killed", rows[0]?.killed);
    });
  }

  /** Kills the connection of some run to Redis. */
  async killRedis(): Promise<void> {
    await withScope("kill", async (scope) => {
      const resource = redisClient(this.#redis.url, "saboteur", this.#accounts);
      const client = await scope.acquire(resource);
      const list: string = await client.sendCommand(["CLIENT", "LIST"]);
      const ids = list.split("\n").filter((line) => line.includes(" name=run "))
        .map((line) => /^id=(\d+)/.exec(line)![1]!);
      const id = ids[Math.floor(Math.random() * ids.length)];
      if (id === undefined) return;
      const killed: number = await client.sendCommand(["CLIENT", "KILL", "ID", id]);
      this.#count("connections to Redis killed", killed === 1);
    });
  }

  /** Crashes PostgreSQL. */
  async crashPostgres(downMs: number): Promise<void> {
    await this.#postgres.restart(downMs);
    this.#count("crashes of PostgreSQL", true);
  }

  /** Crashes Redis. */
  async crashRedis(downMs: number): Promise<void> {
    await this.#redis.restart(downMs);
    this.#count("crashes of Redis", true);
  }

  #count(what: string, happened: boolean | undefined): void {
    if (happened) this.#accounts.count("events", what);
  }
}
