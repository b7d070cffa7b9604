import assert from "node:assert/strict";
import fc from "fast-check";
import pg from "pg";
import { storeSuite } from "../../testing/mod.ts";
import { OffsetConflictError, StoreRejectedError } from "../errors.ts";
import type { SqlConnection, SqlPool } from "../sql.ts";
import type { StoreBatch, StoreRecord } from "../store.ts";
import { defineTable, type Row, type RowOf } from "../table.ts";
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

const columns = { id: "text", amount: "integer" } as const;
const items = defineTable("items", columns, "id");

let nextSeq = 1;

function record(id: string, amount: number | null = 1): StoreRecord<RowOf<typeof columns>> {
  return {
    seq: nextSeq++,
    deliveryId: id,
    row: { id, amount },
    message: { id, routingKey: "items.new", body: "{}" },
  };
}

/** A batch with something in every table, one delivery per id, from the offset `fromSeq`. */
function batchOf<R extends Row>(fromSeq: number, records: StoreRecord<R>[]): StoreBatch<R> {
  const toSeq = fromSeq + records.length + 1;
  const dead = {
    seq: toSeq,
    deliveryId: "dead",
    stage: "parse",
    error: "Error: no",
    atMs: 1,
    headers: {},
    body: new Uint8Array([1]),
  };
  return {
    fromSeq,
    toSeq,
    records,
    dead: [dead],
    filtered: 0,
    aggregate: (fresh) => ({
      windows: fresh.map(() => ({ window: "w", startMs: 0, key: "k", field: "n", amount: 1 })),
      sketches: [{ name: "s", state: `${toSeq}` }],
    }),
  };
}

/** Lends the connections of a pool and calls `before` ahead of each statement. */
function watched(
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

const commitStatements = ["begin", "with moved", "with stored_rows", "commit"];

for (const statement of commitStatements) {
  Deno.test({
    name: `postgresStore() writes nothing when the connection dies before "${statement}"`,
    ignore,
    async fn() {
      await using database = await openDatabase();
      const { pool, schema } = database;
      let armed = false;
      let killed = 0;
      const killing = watched(pool, async (text, client) => {
        if (!armed || !text.startsWith(statement)) return;
        armed = false;
        const { rows } = await client.query("select pg_backend_pid() as pid");
        await pool.query("select pg_terminate_backend($1, 5000)", [rows[0].pid]);
        killed++;
      });
      await using store = postgresStore(killing, { schema });
      const pipeline = await store.open({ pipeline: "p", table: items });
      await pipeline.commit(batchOf(0, [record("a")]));
      const before = await everything(pool, schema);
      armed = true;
      await assert.rejects(
        pipeline.commit(batchOf(2, [record("b")])),
        (error: Error) =>
          !(error instanceof StoreRejectedError) && !(error instanceof OffsetConflictError),
      );
      assert.equal(killed, 1);
      assert.deepEqual(await everything(pool, schema), before);
      assert.equal((await pipeline.commit(batchOf(2, [record("b")]))).stored, 1);
      const { items: windows } = await pipeline.windows("w");
      assert.deepEqual(windows, [{ startMs: 0, key: "k", fields: { n: 2 } }]);
      assert.equal((await pipeline.counts()).offset, 4);
    },
  });
}

/** The content of every table of a schema. */
async function everything(pool: pg.Pool, schema: string): Promise<Record<string, unknown>> {
  const { rows } = await pool.query(
    "select table_name as name from information_schema.tables where table_schema = $1",
    [schema],
  );
  const tables: Record<string, unknown> = {};
  for (const { name } of rows) {
    const found = await pool.query(`select * from ${schema}.${name} as t order by t::text`);
    tables[name] = found.rows;
  }
  return tables;
}

Deno.test({
  name: "postgresStore() drops a broken connection and keeps a sound one",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const { pool, schema } = database;
    const released: unknown[] = [];
    pool.on("release", (error) => released.push(error));
    let kill = false;
    const killing = watched(pool, async (text, client) => {
      if (!kill || text !== "commit") return;
      const { rows } = await client.query("select pg_backend_pid() as pid");
      const other = await pool.connect();
      await other.query("select pg_terminate_backend($1, 5000)", [rows[0].pid]);
      other.release();
    });
    await using store = postgresStore(killing, { schema });
    const pipeline = await store.open({ pipeline: "p", table: items });
    released.length = 0;
    await assert.rejects(pipeline.commit(batchOf(0, [record("a", 0.5)])), StoreRejectedError);
    assert.deepEqual(released, [undefined]);
    kill = true;
    await assert.rejects(pipeline.commit(batchOf(0, [record("a")])));
    assert.equal(released.filter((each) => Error.isError(each)).length, 1);
  },
});

Deno.test({
  name: "postgresStore() creates its schema once when processes start together",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const stores = Array.from(
      { length: 8 },
      () => postgresStore(database.pool, { schema: database.schema }),
    );
    const pipelines = await Promise.all(
      stores.map((store, n) => store.open({ pipeline: `p${n % 2}`, table: items })),
    );
    const counts = await Promise.all(pipelines.map((pipeline) => pipeline.counts()));
    assert.ok(counts.every((each) => each.offset === 0 && Object.isFrozen(each)));
  },
});

Deno.test({
  name: "postgresStore() refuses text with NUL as a fault of the data",
  ignore,
  async fn() {
    await using database = await openDatabase();
    await using store = await database.open();
    const pipeline = await store.open({ pipeline: "p", table: items });
    const error = await pipeline.commit(batchOf(0, [record("a\0b")])).catch((error) => error);
    assert.ok(error instanceof StoreRejectedError);
    assert.equal((error.cause as { code: string }).code, "22P05");
    assert.equal((await pipeline.commit(batchOf(0, [record("a")]))).stored, 1);
  },
});

Deno.test({
  name: "postgresStore() refuses what a constraint or a trigger of the table refuses",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const { pool, schema } = database;
    await using store = await database.open();
    const pipeline = await store.open({ pipeline: "p", table: items });
    await pool.query(`alter table ${schema}.items add check (amount < 10)`);
    await assert.rejects(pipeline.commit(batchOf(0, [record("a", 10)])), StoreRejectedError);
    await pool.query(`create function ${schema}.refuse() returns trigger language plpgsql as
      $$ begin raise exception 'not this one'; end $$`);
    await pool.query(`create trigger refuse before insert on ${schema}.items
      for each row when (new.amount = 5) execute function ${schema}.refuse()`);
    await assert.rejects(pipeline.commit(batchOf(0, [record("a", 5)])), /not this one/);
    await assert.rejects(pipeline.commit(batchOf(0, [record("a", 5)])), StoreRejectedError);
    assert.equal((await pipeline.commit(batchOf(0, [record("a", 1)]))).stored, 1);
  },
});

Deno.test({
  name: "postgresStore() throws a fault of the system as it is",
  ignore,
  async fn() {
    await using database = await openDatabase();
    await using store = await database.open();
    const pipeline = await store.open({ pipeline: "p", table: items });
    await database.pool.query(`drop table ${database.schema}.items`);
    await assert.rejects(
      pipeline.commit(batchOf(0, [record("a")])),
      (error: Error & { code?: string }) =>
        error instanceof pg.DatabaseError && error.code === "42P01",
    );
    assert.equal((await pipeline.counts()).offset, 0);
  },
});

Deno.test({
  name: "postgresStore() adds the columns that a table lacks",
  ignore,
  async fn() {
    await using database = await openDatabase();
    await using store = await database.open();
    const narrow = defineTable("items", { id: "text" }, "id");
    const old = await store.open({ pipeline: "p", table: narrow });
    await old.commit(
      batchOf<RowOf<{ id: "text" }>>(0, [{ seq: 1, deliveryId: "a", row: { id: "a" } }]),
    );
    const pipeline = await store.open({ pipeline: "p", table: items });
    await pipeline.commit(batchOf(2, [record("b")]));
    const { items: rows } = await store.page(items);
    assert.deepEqual(rows, [{ id: "a", amount: null }, { id: "b", amount: 1 }]);
  },
});

Deno.test({
  name: "postgresStore() sorts by code point whatever the language of the database",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const { pool, schema } = database;
    await using store = await database.open();
    await pool.query(`create schema ${schema}`);
    await pool.query(`create table ${schema}.items (id text collate "en-x-icu" primary key)`);
    const pipeline = await store.open({ pipeline: "p", table: items });
    await pipeline.commit(batchOf(0, ["b", "B", "a", "A"].map((id) => record(id))));
    const first = await store.page(items, { limit: 2 });
    const second = await store.page(items, { limit: 2, after: first.next! });
    assert.deepEqual([...first.items, ...second.items].map((row) => row.id), ["A", "B", "a", "b"]);
    const { rows } = await pool.query(
      `select collation_name as name from information_schema.columns
       where table_schema = $1 and table_name = 'weir_windows' and column_name = 'key'`,
      [schema],
    );
    assert.equal(rows[0].name, "C");
  },
});

Deno.test({
  name: "postgresStore() refuses a table that cannot hold what the pipeline writes",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const { pool, schema } = database;
    await using store = await database.open();
    await pool.query(`create schema ${schema}`);
    await pool.query(`create table ${schema}.items (id text primary key, amount boolean)`);
    const open = () => store.open({ pipeline: "p", table: items });
    await assert.rejects(open(), /column "amount" must be of type bigint .* type is boolean$/);
    await pool.query(`drop table ${schema}.items`);
    await pool.query(
      `create table ${schema}.items (id text, amount integer, primary key (id, amount))`,
    );
    await assert.rejects(open(), /column "id" must be unique/);
    const reserved = defineTable("weir_outbox", { id: "text" }, "id");
    await assert.rejects(store.open({ pipeline: "p", table: reserved }), TypeError);
  },
});

Deno.test({
  name: "postgresStore() refuses tables that a later release has written",
  ignore,
  async fn() {
    await using database = await openDatabase();
    await using store = await database.open();
    await store.open({ pipeline: "p", table: items });
    await database.pool.query(`update ${database.schema}.weir_version set version = 2`);
    await assert.rejects(store.open({ pipeline: "p", table: items }), /has version 2/);
  },
});

Deno.test({
  name: "postgresStore() needs no right to create when everything is there",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const { pool, schema } = database;
    await using owner = await database.open();
    await (await owner.open({ pipeline: "p", table: items })).counts();
    await pool.query(`create role ${schema}`);
    await pool.query(`grant usage on schema ${schema} to ${schema}`);
    await pool.query(`grant all on all tables in schema ${schema} to ${schema}`);
    await pool.query(`grant usage on all sequences in schema ${schema} to ${schema}`);
    const lowly = new pg.Pool({ connectionString: url ?? "", options: `-c role=${schema}` });
    lowly.on("error", () => {});
    try {
      await using store = postgresStore(lowly, { schema });
      const pipeline = await store.open({ pipeline: "p", table: items });
      assert.equal((await pipeline.commit(batchOf(0, [record("a")]))).messages, 1);
    } finally {
      await lowly.end();
      await pool.query(`drop owned by ${schema}`);
      await pool.query(`drop role ${schema}`);
    }
  },
});

Deno.test({
  name: "postgresStore() waits for running work when it is closed, and takes no more",
  ignore,
  async fn() {
    await using database = await openDatabase();
    const { pool, schema } = database;
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = watched(pool, async (text) => {
      if (!text.startsWith("with stored_rows")) return;
      reached.resolve();
      await gate.promise;
    });
    const store = postgresStore(slow, { schema });
    const pipeline = await store.open({ pipeline: "p", table: items });
    const running = pipeline.commit(batchOf(0, [record("a")]));
    await reached.promise;
    let closed = false;
    const closing = store.close().then(() => closed = true);
    await assert.rejects(pipeline.counts(), /the store as it is closed/);
    assert.equal(closed, false);
    gate.resolve();
    assert.equal((await running).stored, 1);
    await closing;
    await store.close();
  },
});

Deno.test("postgresStore() refuses options that cannot work", () => {
  const pool: SqlPool = { connect: () => Promise.reject(new Error("not reached")) };
  assert.throws(() => postgresStore(pool, { schema: 'a"b' }), TypeError);
  assert.throws(() => postgresStore(pool, { schma: "a" } as never), /use "schema"/);
  assert.throws(() => postgresStore({} as SqlPool), TypeError);
});

Deno.test({
  name: "postgresStore() agrees with a model under any sequence of batches",
  ignore,
  async fn() {
    await using database = await openDatabase();
    await using store = await database.open();
    const ids = fc.constantFrom("a", "b", "c", "d", "e");
    const batch = fc.record({
      ids: fc.array(ids, { maxLength: 6 }),
      stale: fc.boolean(),
      refused: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 6 }), async (batches) => {
        const table = defineTable(`items_${run}`, { id: "text", amount: "integer" }, "id");
        const pipeline = await store.open({ pipeline: `p_${run++}`, table });
        const model = {
          offset: 0,
          stored: 0,
          duplicates: 0,
          dead: 0,
          filtered: 0,
          outbox: 0,
          published: 0,
        };
        const seen = new Map<string, number>();
        for (const [n, { ids, stale, refused }] of batches.entries()) {
          const records = ids.map((id) => record(id, n));
          if (refused) records.push(record("bad", 0.5));
          const from = model.offset + (stale ? 1 : 0);
          const call = pipeline.commit(batchOf(from, records));
          if (stale) await assert.rejects(call, OffsetConflictError);
          else if (refused) await assert.rejects(call, StoreRejectedError);
          else {
            await call;
            for (const id of ids) {
              if (seen.has(id)) model.duplicates++;
              else seen.set(id, n);
            }
            model.offset += ids.length + 1;
            model.dead++;
            model.stored = model.outbox = seen.size;
          }
        }
        assert.deepEqual({ ...await pipeline.counts() }, model);
        const rows = [...seen].map(([id, amount]) => ({ id, amount }));
        rows.sort((a, b) => a.id < b.id ? -1 : 1);
        assert.deepEqual((await store.page(table)).items, rows);
        const [window] = (await pipeline.windows("w")).items;
        assert.equal(window?.fields.n ?? 0, seen.size);
        const messages = await pipeline.outbox(100);
        assert.deepEqual(messages.map((each) => each.id), [...seen.keys()]);
      }),
      { numRuns: 25 },
    );
  },
});
