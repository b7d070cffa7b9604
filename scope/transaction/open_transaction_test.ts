import assert from "node:assert/strict";
import { openTransaction, type Transaction } from "../mod.ts";
import { fakeClient, refuse } from "./testdata/fake_client.ts";

Deno.test("openTransaction() rolls back at the end of the block unless it was committed", async () => {
  const client = fakeClient();
  {
    await using tx = await openTransaction(client);
    assert.equal(tx.value, client);
    await tx.commit();
  }
  await assert.rejects(async () => {
    await using tx = await openTransaction(client);
    await tx.value.query("select 1");
    throw new Error("out of stock");
  }, /out of stock/);
  {
    await using tx = await openTransaction(client);
    await tx.rollback();
  }
  assert.deepEqual(client.log, [
    ...["begin", "commit"],
    ...["begin", "select 1", "rollback"],
    ...["begin", "rollback"],
  ]);
});

Deno.test("openTransaction() ends once, and says so to whoever wants another end", async () => {
  const client = fakeClient();
  await using one = await openTransaction(client, { name: "one" });
  await Promise.all([one.commit(), one.commit()]);
  await assert.rejects(one.rollback(), {
    name: "TypeError",
    message: 'Cannot roll back "one" as it was committed before',
  });
  await using two = await openTransaction(client, { name: "two" });
  await Promise.all([two.rollback(), two.rollback()]);
  await assert.rejects(two.commit(), {
    name: "TypeError",
    message: 'Cannot commit "two" as it was rolled back before',
  });
  assert.deepEqual(client.log, ["begin", "commit", "begin", "rollback"]);
});

Deno.test("openTransaction() shows a commit that fails once, as it is", async () => {
  const client = fakeClient();
  client.faults.set("commit", refuse("conflict"));
  const block = async () => {
    await using tx = await openTransaction(client);
    await tx.commit();
  };
  await assert.rejects(block, { name: "Error", message: "conflict" });
  assert.deepEqual(client.log, ["begin", "commit", "rollback"]);
});

Deno.test("openTransaction() waits at the end of the block for a commit under way", async () => {
  const client = fakeClient();
  const committed = Promise.withResolvers<unknown>();
  client.faults.set("commit", () => committed.promise);
  let leave: Promise<void> | undefined;
  let hasLeft = false;
  const block = async () => {
    await using tx = await openTransaction(client);
    leave = tx.commit();
  };
  const leaving = block().then(() => hasLeft = true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(hasLeft, false);
  committed.resolve({});
  await Promise.all([leaving, leave]);
  assert.deepEqual(client.log, ["begin", "commit"]);
});

Deno.test("openTransaction() is a savepoint inside another, and takes pools and steps as well", async () => {
  const client = fakeClient();
  {
    await using outer = await openTransaction(client, { readOnly: true });
    await using inner = await openTransaction(outer);
    await inner.commit();
    await outer.commit();
  }
  assert.deepEqual(client.log.splice(0), [
    "begin read only",
    "savepoint weir_1",
    "release savepoint weir_1",
    "commit",
  ]);
  const pool = {
    connect: () =>
      Promise.resolve({ ...client, release: () => void client.log.push("given back") }),
  };
  {
    await using tx = await openTransaction(pool);
    await tx.commit();
  }
  assert.deepEqual(client.log.splice(0), ["begin", "commit", "given back"]);
  const steps = {
    begin: () => 1,
    commit: () => assert.fail(),
    rollback: () => client.log.push("undone"),
  };
  {
    await using tx: Transaction<number> = await openTransaction(steps, { name: "session" });
    assert.equal(tx.value, 1);
  }
  assert.deepEqual(client.log, ["undone"]);
});

Deno.test("openTransaction() holds nothing when it cannot begin, and refuses what cannot work", async () => {
  const client = fakeClient();
  client.faults.set("begin", refuse("no more"));
  await assert.rejects(openTransaction(client), /no more/);
  await assert.rejects(openTransaction({} as never), /^TypeError: .*"source" must be/);
  const limited = { timeoutMs: 5 } as never;
  await assert.rejects(openTransaction(client, limited), /option "timeoutMs" does not exist/);
});
