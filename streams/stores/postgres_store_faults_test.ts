import assert from "node:assert/strict";
import pg from "pg";
import { OffsetConflictError, StoreRejectedError } from "../errors.ts";
import { batchOf, items, record } from "../testdata/item_batches.ts";
import { ignore, openDatabase, watched } from "../testdata/postgres_database.ts";
import { postgresStore } from "./postgres_store.ts";

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
