import assert from "node:assert/strict";
import { storeSuite } from "../../testing/mod.ts";
import type { SqlPool } from "../sql.ts";
import { batchOf, items, record } from "../testdata/item_batches.ts";
import { ignore, openDatabase, watched } from "../testdata/postgres_database.ts";
import { postgresStore } from "./postgres_store.ts";

storeSuite("postgres", openDatabase, {
  register: (name, fn) => Deno.test({ name, fn, ignore }),
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
