import { withScope } from "@weir/std/scope";
import type { Setting } from "./one_run.ts";
import type { Leftovers } from "./run_accounts.ts";
import { LOCK_MS, postgresClient, redisClient } from "./run_resources.ts";

/** How long the servers may need to notice that a connection is gone. */
const NOTICE_MS = 10_000;

/** Asks until nothing is left, or there was time enough to notice. */
export async function findLeftovers({ app, urls, accounts }: Setting): Promise<Leftovers> {
  const scopes = app.stats().children;
  return await withScope("checker", async (scope) => {
    const postgres = await scope.acquire(postgresClient(urls.postgres, "checker", accounts));
    const redis = await scope.acquire(redisClient(urls.redis, "checker", accounts));
    const connections = await untilZero(NOTICE_MS, async () => {
      const { rows } = await postgres.query(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      return rows[0].count;
    });
    const clients = await untilZero(NOTICE_MS, async () => {
      const list: string = await redis.sendCommand(["CLIENT", "LIST"]);
      return list.trim().split("\n").length - 1;
    });
    const expiring = await redis.dbSize();
    const keys = await untilZero(LOCK_MS + 1_000, () => redis.dbSize());
    const { rows } = await postgres.query("SELECT id FROM runs");
    return {
      scopes,
      rows: new Set(rows.map(({ id }) => id)),
      connections,
      clients,
      expiring,
      keys,
    };
  }, { parent: app });
}

async function untilZero(limitMs: number, ask: () => Promise<number>): Promise<number> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const count = await ask();
    if (count === 0 || performance.now() > endMs) return count;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
