import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { storeSuite } from "../../testing/store_suite.ts";
import { StoreRejectedError } from "../errors.ts";
import { defineTable } from "../table.ts";
import { batchOf } from "../testdata/item_batches.ts";
import { sqliteStore } from "./sqlite_store.ts";

const items = defineTable("items", { id: "text" }, "id");

async function openFolder(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  return {
    path: `${folder}/store.db`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

storeSuite("sqlite", async () => {
  const folder = await openFolder();
  return {
    open: () => Promise.resolve(sqliteStore(folder.path)),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}, { register: (name, run) => Deno.test(name, run) });

Deno.test("sqliteStore() makes every commit durable and lets readers in while it writes", async () => {
  await using folder = await openFolder();
  await using store = sqliteStore(folder.path);
  await store.open({ pipeline: "a", table: items });
  using other = new DatabaseSync(folder.path);
  assert.equal(other.prepare("pragma journal_mode").get()?.journal_mode, "wal");
});

Deno.test("sqliteStore() adds a column that a table has gained", async () => {
  await using folder = await openFolder();
  await using store = sqliteStore(folder.path);
  await store.open({ pipeline: "a", table: items });
  const wider = defineTable("items", { id: "text", note: "text" }, "id");
  await store.open({ pipeline: "a", table: wider });
  assert.deepEqual((await store.page(wider)).items, []);
});

Deno.test("sqliteStore() refuses tables that a later version has made", async () => {
  await using folder = await openFolder();
  await sqliteStore(folder.path).close();
  {
    using database = new DatabaseSync(folder.path);
    database.exec("update weir_schema set version = 99");
  }
  assert.throws(() => sqliteStore(folder.path), /version 99 .* use the newer package/);
});

Deno.test("sqliteStore() rejects a commit while another process writes, and does not stall", async () => {
  await using folder = await openFolder();
  await using store = sqliteStore(folder.path);
  const pipeline = await store.open({ pipeline: "a", table: items });
  const batch = { ...batchOf<{ readonly id: string | null }>(0, []), dead: [] };
  {
    using other = new DatabaseSync(folder.path);
    other.exec("begin immediate");
    const startMs = performance.now();
    await assert.rejects(
      pipeline.commit(batch),
      (error: Error) => /locked/.test(error.message) && !(error instanceof StoreRejectedError),
    );
    assert.ok(performance.now() - startMs < 2_000, "the event loop must not wait for the lock");
    assert.equal((await pipeline.counts()).offset, 0);
  }
  await pipeline.commit(batch);
  assert.equal((await pipeline.counts()).offset, 1);
});

Deno.test("sqliteStore() refuses an empty path", () => {
  assert.throws(() => sqliteStore(""), { name: "TypeError" });
});

Deno.test("sqliteStore() closes once when it is closed twice", async () => {
  const store = sqliteStore(":memory:");
  await store.close();
  await store.close();
});
