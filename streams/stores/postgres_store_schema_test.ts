import assert from "node:assert/strict";
import pg from "pg";
import { defineTable, type RowOf } from "../table.ts";
import { batchOf, items, record } from "../testdata/item_batches.ts";
import { ignore, openDatabase, url } from "../testdata/postgres_database.ts";
import { postgresStore } from "./postgres_store.ts";

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
