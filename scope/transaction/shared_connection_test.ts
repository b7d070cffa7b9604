import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import {
  acquireAll,
  defineResource,
  openTransaction,
  ResourcePool,
  Scope,
  transaction,
  withScope,
} from "../mod.ts";
import { fakeClient } from "./testdata/fake_client.ts";

Deno.test("transaction() refuses to depend on one of a scope that it is not below", async () => {
  const client = fakeClient();
  await using app = new Scope("app");
  const one = new Scope("one", { parent: app });
  const two = new Scope("two", { parent: app });
  await one.acquire(transaction(client, { name: "first" }));
  await assert.rejects(two.acquire(transaction(client, { name: "second" })), {
    name: "TransactionError",
    message:
      'Cannot begin "second" in scope "app/two" as "first" of scope "app/one" is open on the ' +
      "same connection, and not around it: use a connection for each, lent by a pool, or acquire it " +
      "in a scope below that one to have a savepoint",
  });
  // Nor is the scope above: what it did would be undone with the one below.
  await assert.rejects(app.acquire(transaction(client)), { name: "TransactionError" });
  await one.close({ status: "success" });
  await two.acquire(transaction(client));
  await two.close({ status: "success" });
  assert.deepEqual(client.log, ["begin", "commit", "begin", "commit"]);
});

Deno.test("transaction() refuses a savepoint inside that of a scope beside", async () => {
  const client = fakeClient();
  await using job = new Scope("job");
  await job.acquire(transaction(client));
  const one = new Scope("one", { parent: job });
  const two = new Scope("two", { parent: job });
  await one.acquire(transaction(client));
  await assert.rejects(two.acquire(transaction(client)), /of scope "job\/one" is open/);
  await one.close();
  await two.acquire(transaction(client));
});

Deno.test("transaction() keeps what a request commits when another fails meanwhile, on SQLite", async () => {
  using database = new DatabaseSync(":memory:");
  database.exec("create table orders (item text)");
  const write = transaction(database);
  const wait = Promise.withResolvers<void>();
  const slow = withScope("slow", async (slow) => {
    (await slow.acquire(write)).exec("insert into orders values ('slow')");
    await wait.promise;
    throw new Error("out of stock");
  });
  const quick = () =>
    withScope("quick", async (quick) => {
      (await quick.acquire(write)).exec("insert into orders values ('quick')");
    });
  await assert.rejects(quick(), { name: "TransactionError" });
  wait.resolve();
  await assert.rejects(slow, /out of stock/);
  await quick();
  assert.deepEqual(database.prepare("select item from orders").all().map(({ item }) => item), [
    "quick",
  ]);
});

Deno.test("transaction() takes turns on the one connection of a pool, on SQLite", async () => {
  using database = new DatabaseSync(":memory:");
  database.exec("create table orders (item text)");
  const connection = defineResource({
    name: "connection",
    acquire: () => database,
    release: () => {},
    health: (database) => database.exec("select 1"),
  });
  await using pool = new ResourcePool(connection, { max: 1 });
  const order = (item: string) =>
    withScope("order", async (scope) => {
      const tx = await scope.acquire(transaction(await scope.acquire(pool.resource())));
      tx.exec(`insert into orders values ('${item}')`);
      await Promise.resolve();
      if (item === "unicorn") throw new Error("out of stock");
    });
  const outcomes = await Promise.allSettled(["tea", "unicorn", "coffee"].map(order));
  assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  const rows = database.prepare("select item from orders").all();
  assert.deepEqual(rows.map(({ item }) => item), ["tea", "coffee"]);
});

Deno.test("transaction() is a savepoint below the scope that another was moved to", async () => {
  const client = fakeClient();
  await withScope("job", async (job) => {
    const other = new Scope("other");
    other.move(await other.acquire(transaction(client)), job);
    await other.close();
    await withScope("inner", (inner) => inner.acquire(transaction(client)), { parent: job });
    job.succeed();
  });
  assert.deepEqual(client.log[1], "savepoint weir_1");
});

Deno.test("transaction() is a savepoint below one that was acquired with a graph", async () => {
  const client = fakeClient();
  const outer = transaction(client, { name: "outer" });
  await withScope("job", async (job) => {
    await acquireAll(job, { outer });
    await withScope("inner", (inner) => inner.acquire(transaction(client)), { parent: job });
  });
  assert.deepEqual(client.log.slice(0, 2), ["begin", "savepoint weir_1"]);
});

Deno.test("transaction() refuses to begin where one was lost with that around it", async () => {
  const client = fakeClient();
  const [one, two] = [new Scope("one"), new Scope("two")];
  await one.acquire(transaction(client, { name: "outer" }));
  const below = new Scope("below", { parent: one });
  below.move(await below.acquire(transaction(client, { name: "inner" })), two);
  await one.close();
  const inside = withScope("inside", (inside) => inside.acquire(transaction(client)), {
    parent: two,
  });
  await assert.rejects(inside, {
    name: "TransactionError",
    message:
      'Cannot begin "transaction" in scope "two/inside" as "inner" of scope "one/below" is ' +
      'still open on the same connection, although it was rolled back with "outer", around it: ' +
      "end it first",
  });
  await two.close();
  await withScope("next", (next) => next.acquire(transaction(client)));
  assert.deepEqual(client.log.slice(-3), ["rollback", "begin", "commit"]);
});

Deno.test("openTransaction() refuses to depend on another that it is not made of", async () => {
  const client = fakeClient();
  await using scope = new Scope("job");
  {
    await using _first = await openTransaction(client, { name: "first" });
    await assert.rejects(openTransaction(client, { name: "second" }), {
      name: "TransactionError",
      message:
        'Cannot begin "second" as "first" is open on the same connection, and not around it: ' +
        "use a connection for each, lent by a pool, or make it of that transaction to have a savepoint",
    });
    await assert.rejects(scope.acquire(transaction(client)), { name: "TransactionError" });
  }
  await scope.acquire(transaction(client));
  await assert.rejects(openTransaction(client), /as "transaction" of scope "job" is open/);
});

Deno.test("transaction() is a savepoint in a block's transaction that it is made of", async () => {
  const client = fakeClient();
  {
    await using outer = await openTransaction(client);
    await withScope("job", async (job) => {
      assert.equal(await job.acquire(transaction(outer)), client);
      await withScope("inner", (inner) => inner.acquire(transaction(client)), { parent: job });
    });
    await outer.commit();
    await assert.rejects(openTransaction(outer), /^TypeError: .*as it was committed/);
  }
  assert.deepEqual(client.log, [
    "begin",
    "savepoint weir_1",
    "savepoint weir_2",
    "release savepoint weir_2",
    "release savepoint weir_1",
    "commit",
  ]);
  const steps = { begin: () => client, commit: () => {}, rollback: () => {} };
  await using session = await openTransaction(steps);
  await assert.rejects(openTransaction(session), /^TypeError: .*it has no savepoints/);
});

Deno.test("openTransaction() hands out its value until it has ended", async () => {
  const client = fakeClient();
  await using outer = await openTransaction(client, { name: "outer" });
  await using inner = await openTransaction(outer, { name: "inner" });
  assert.equal(inner.value, client);
  const refusal = (name: string, how: string) => ({
    name: "TypeError",
    message: `Cannot use the value of "${name}" as it was ${how}: begin another one`,
  });
  await outer.rollback();
  assert.throws(() => outer.value, refusal("outer", "rolled back"));
  assert.throws(() => inner.value, refusal("inner", 'rolled back with "outer", around it'));
  await inner.rollback();
  await using next = await openTransaction(client, { name: "next" });
  await next.commit();
  assert.throws(() => next.value, refusal("next", "committed"));
});
