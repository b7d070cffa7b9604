import assert from "node:assert/strict";
import pg from "pg";
import { defineResource, type PoolOptions, type Resource, ResourcePool } from "../mod.ts";

const url = Deno.env.get("DATABASE_URL");
const ignore = url === undefined;

/** A pool of connections that bear a name of their own in the server's list. */
function openPool(
  application: string,
  options: PoolOptions = {},
): ResourcePool<pg.Client> {
  const connection: Resource<pg.Client> = defineResource({
    name: application,
    timeoutMs: 5_000,
    async acquire() {
      const client = new pg.Client({ connectionString: url!, application_name: application });
      client.on("error", (error) => pool.discard(client, error));
      await client.connect();
      return client;
    },
    health: (client) => client.query("select 1"),
    release: (client) => client.end(),
  });
  const pool = new ResourcePool(connection, { max: 4, ...options });
  return pool;
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]!.pid;
}

/** Ends the connection of somebody else and waits until the server has let it go. */
async function kill(pid: number): Promise<void> {
  await withAdmin((admin) => admin.query("select pg_terminate_backend($1, 5000)", [pid]));
}

async function countConnections(application: string): Promise<number> {
  const text = "select count(*)::int as n from pg_stat_activity where application_name = $1";
  return await withAdmin(async (admin) => {
    for (let turn = 0; turn < 200; turn++) {
      const { rows } = await admin.query<{ n: number }>(text, [application]);
      if (rows[0]!.n === 0) return 0;
      await admin.query("select pg_sleep(0.01)");
    }
    return (await admin.query<{ n: number }>(text, [application])).rows[0]!.n;
  });
}

async function withAdmin<R>(work: (admin: pg.Client) => Promise<R>): Promise<R> {
  const admin = new pg.Client({ connectionString: url! });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

Deno.test({
  name: "ResourcePool (postgres) holds no more than max connections, and none when closed",
  ignore,
  async fn() {
    const pool = openPool("weir_pool_max");
    const pids = await Promise.all(
      Array.from({ length: 40 }, () =>
        pool.use(async (client) => {
          await client.query("select pg_sleep(0.002)");
          return await backendOf(client);
        })),
    );
    assert.equal(new Set(pids).size, 4);
    await pool.close();
    assert.equal(await countConnections("weir_pool_max"), 0);
  },
});

Deno.test({
  name: "ResourcePool (postgres) replaces a connection when its idle backend was killed",
  ignore,
  async fn() {
    await using pool = openPool("weir_pool_idle", { max: 1, healthAfterIdleMs: 0 });
    const pid = await pool.use(backendOf);
    await kill(pid);
    const next = await pool.use(backendOf);
    assert.notEqual(next, pid);
    const { created, unhealthy, used } = pool.stats();
    // Who hears of it first, the socket or the check, is a race; either destroys it.
    assert.ok(created === 2 && unhealthy <= 1 && used === 0);
  },
});

Deno.test({
  name: "ResourcePool (postgres) replaces a connection by its health check alone",
  ignore,
  async fn() {
    const silent: Resource<pg.Client> = defineResource({
      name: "weir_pool_health",
      async acquire() {
        const client = new pg.Client({ connectionString: url! });
        client.on("error", () => {});
        await client.connect();
        return client;
      },
      health: (client) => client.query("select 1"),
      release: (client) => client.end(),
    });
    await using pool = new ResourcePool(silent, { max: 1, healthAfterIdleMs: 0 });
    const pid = await pool.use(backendOf);
    await kill(pid);
    assert.notEqual(await pool.use(backendOf), pid);
    assert.equal(pool.stats().unhealthy, 1);
  },
});

Deno.test({
  name: "ResourcePool (postgres) replaces a connection when its backend was killed in use",
  ignore,
  async fn() {
    await using pool = openPool("weir_pool_used", { max: 1 });
    let pid = 0;
    const work = pool.use(async (client) => {
      pid = await backendOf(client);
      await kill(pid);
      await client.query("select 1");
    });
    await assert.rejects(work);
    assert.notEqual(await pool.use(backendOf), pid);
  },
});

Deno.test({
  name: "ResourcePool (postgres) gets over an aborted transaction that was given back",
  ignore,
  async fn() {
    await using pool = openPool("weir_pool_tx", { max: 1 });
    const work = pool.use(async (client) => {
      await client.query("begin");
      await client.query("select * from there_is_no_such_table");
    });
    await assert.rejects(work, /there_is_no_such_table/);
    const { rows } = await pool.use((client) => client.query("select 1 as one"));
    assert.equal(rows[0].one, 1);
  },
});

Deno.test({
  name: "ResourcePool (postgres) loses no connection when many are killed and bodies throw",
  ignore,
  async fn() {
    const pool = openPool("weir_pool_many", { max: 4, maxLifetimeMs: 200, idleTimeoutMs: 20 });
    let done = 0;
    let failed = 0;
    await Promise.all(Array.from({ length: 200 }, async (_, turn) => {
      try {
        await pool.use(async (client) => {
          if (turn % 10 === 3) await kill(await backendOf(client));
          if (turn % 10 === 7) throw new Error("body");
          await client.query("select 1");
        });
        done++;
      } catch {
        failed++;
      }
    }));
    assert.deepEqual([done, failed], [160, 40]);
    const { used, pending } = pool.stats();
    assert.deepEqual([used, pending], [0, 0]);
    await pool.close();
    assert.equal(await countConnections("weir_pool_many"), 0);
    const { created, destroyed, destroyFailed, abandoned } = pool.stats();
    assert.equal(created, destroyed + destroyFailed + abandoned);
  },
});
