import assert from "node:assert/strict";
import pg from "pg";
import {
  openTransaction,
  ReleaseError,
  Scope,
  transaction,
  TransactionError,
  withScope,
} from "../mod.ts";

const url = Deno.env.get("DATABASE_URL");
const ignore = url === undefined;

/** A pool of four, and a table that goes away at the end of the block. */
interface Database extends AsyncDisposable {
  readonly pool: pg.Pool;
  readonly table: string;
  /** What another connection sees. */
  rows(): Promise<number[]>;
  /** Ends the server's side of a connection. */
  kill(client: pg.PoolClient): Promise<void>;
}

async function openDatabase(): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url ?? "", max: 4 });
  pool.on("error", () => {});
  const watcher = new pg.Client({ connectionString: url ?? "" });
  await watcher.connect();
  const table = `weir_test_${crypto.randomUUID().replaceAll("-", "_")}`;
  await watcher.query(
    `create table ${table} (id integer primary key, other integer unique deferrable initially deferred)`,
  );
  return {
    pool,
    table,
    async rows() {
      const { rows } = await watcher.query(`select id from ${table} order by id`);
      return rows.map(({ id }) => id);
    },
    async kill(client) {
      const { processID } = client as pg.PoolClient & { processID: number };
      await watcher.query("select pg_terminate_backend($1, 5000)", [processID]);
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await watcher.query(`drop table ${table}`);
      await watcher.end();
    },
  };
}

/** A test with a database of its own; in the end every connection must be back in its pool. */
function test(name: string, fn: (database: Database) => Promise<void>): void {
  Deno.test({
    name,
    ignore,
    async fn() {
      await using database = await openDatabase();
      await fn(database);
      const { totalCount, idleCount } = database.pool;
      assert.equal(idleCount, totalCount, "a connection was not given back");
    },
  });
}

test("transaction() (postgres) commits on success and rolls back otherwise", async (database) => {
  const { pool, table } = database;
  const insert = (id: number, error?: Error) =>
    withScope("job", async (job) => {
      const tx = await job.acquire(transaction(pool, { isolation: "repeatable read" }));
      await tx.query(`insert into ${table} values ($1)`, [id]);
      const { rows } = await tx.query("show transaction_isolation");
      assert.equal(rows[0].transaction_isolation, "repeatable read");
      assert.deepEqual(await database.rows(), id === 1 ? [] : [1]);
      if (error !== undefined) throw error;
    });
  await insert(1);
  await assert.rejects(insert(2, new Error("out of stock")), /^Error: out of stock$/);
  assert.deepEqual(await database.rows(), [1]);
});

test("transaction() (postgres) throws when a failed statement has undone it", async (database) => {
  const { pool, table } = database;
  const work = withScope("job", async (job) => {
    const tx = await job.acquire(transaction(pool));
    await tx.query(`insert into ${table} values (1)`);
    await assert.rejects(tx.query(`insert into ${table} values (1)`), { code: "23505" });
  });
  await assert.rejects(work, TransactionError);
  assert.deepEqual(await database.rows(), []);
});

test("transaction() (postgres) throws what a deferred constraint says upon commit", async (database) => {
  const { pool, table } = database;
  const work = withScope("job", async (job) => {
    const tx = await job.acquire(transaction(pool));
    await tx.query(`insert into ${table} values (1, 7), (2, 7)`);
  });
  await assert.rejects(work, { code: "23505" });
  assert.deepEqual([await database.rows(), pool.totalCount], [[], 1]);
});

test("transaction() (postgres) keeps the error of the body when the connection is killed", async (database) => {
  const { pool, table } = database;
  let lost: unknown;
  const work = withScope("job", async (job) => {
    const tx = await job.acquire(transaction(pool));
    await tx.query(`insert into ${table} values (1)`);
    await database.kill(tx);
    lost = await tx.query("select 1").catch((error) => error);
    throw lost;
  });
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof ReleaseError);
    assert.equal(error.cause, lost);
    assert.equal(error.errors.length, 1);
    return true;
  });
  assert.equal(pool.totalCount, 0);
  await withScope("job", async (job) => {
    await (await job.acquire(transaction(pool))).query(`insert into ${table} values (2)`);
  });
  assert.deepEqual(await database.rows(), [2]);
});

test("transaction() (postgres) fails when the connection is killed before the commit", async (database) => {
  const { pool, table } = database;
  const work = withScope("job", async (job) => {
    const tx = await job.acquire(transaction(pool));
    await tx.query(`insert into ${table} values (1)`);
    await database.kill(tx);
  });
  await assert.rejects(work, (error: Error) => {
    assert.ok(!(error instanceof ReleaseError));
    assert.match(error.message, /terminat|closed|queryable|reset/i);
    return true;
  });
  assert.deepEqual([await database.rows(), pool.totalCount], [[], 0]);
});

test("transaction() (postgres) holds nothing when the connection is killed before it begins", async (database) => {
  const { pool } = database;
  const client = await pool.connect();
  client.on("error", () => {});
  await database.kill(client);
  await using scope = new Scope("job");
  await assert.rejects(scope.acquire(transaction(client)));
  assert.equal(scope.stats().held, 0);
  client.release(true);
});

test("transaction() (postgres) rolls back to a savepoint and keeps the rest", async (database) => {
  const { pool, table } = database;
  await withScope("outer", async (outer) => {
    const tx = await outer.acquire(transaction(pool));
    const insert = (id: number) =>
      withScope("inner", async (inner) => {
        await inner.acquire(transaction(tx));
        await tx.query(`insert into ${table} values ($1)`, [id]);
      }, { parent: outer });
    await insert(1);
    await assert.rejects(insert(1), { code: "23505" });
    await insert(2);
    const ignored = withScope("inner", async (inner) => {
      await inner.acquire(transaction(tx));
      await tx.query(`insert into ${table} values (3)`);
      await assert.rejects(tx.query(`insert into ${table} values (3)`));
    }, { parent: outer });
    await assert.rejects(ignored, { code: "25P02" });
    await insert(4);
  });
  assert.deepEqual(await database.rows(), [1, 2, 4]);
});

test("transaction() (postgres) throws the code of a serialization failure", async (database) => {
  const { pool, table } = database;
  await pool.query(`insert into ${table} values (1)`);
  const job = (id: number, go: Promise<void>, read: () => void) =>
    withScope("job", async (job) => {
      const tx = await job.acquire(transaction(pool, { isolation: "serializable" }));
      await tx.query(`select count(*) from ${table}`);
      read();
      await go;
      await tx.query(`insert into ${table} values ($1)`, [id]);
    });
  const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const outcomes = await Promise.allSettled([
    job(2, two.promise, one.resolve),
    job(3, one.promise, two.resolve),
  ]);
  const failed = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.deepEqual(failed.map(({ reason }) => reason.code), ["40001"]);
  assert.equal((await database.rows()).length, 2);
  assert.equal(pool.totalCount, 2);
});

test("openTransaction() (postgres) commits what was said to be done", async (database) => {
  const { pool, table } = database;
  for (const id of [1, 2]) {
    await using tx = await openTransaction(pool);
    await tx.value.query(`insert into ${table} values ($1)`, [id]);
    if (id === 1) await tx.commit();
  }
  assert.deepEqual(await database.rows(), [1]);
});
