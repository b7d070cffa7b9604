import assert from "node:assert/strict";
import fc from "fast-check";
import { DatabaseSync } from "node:sqlite";
import { type Resource, Scope, transaction, TransactionError, withScope } from "../mod.ts";
import { fakeClient, refuse } from "./testdata/fake_client.ts";

Deno.test("transaction() is a savepoint inside another on the same connection", async () => {
  const client = fakeClient();
  await withScope("outer", async (outer) => {
    await outer.acquire(transaction(client));
    await withScope("kept", (kept) => kept.acquire(transaction(client)), { parent: outer });
    const undone = withScope("undone", async (undone) => {
      await undone.acquire(transaction(client));
      throw new Error("undo");
    }, { parent: outer });
    await assert.rejects(undone, /undo/);
  });
  await withScope("next", (next) => next.acquire(transaction(client)));
  assert.deepEqual(client.log, [
    "begin",
    "savepoint weir_1",
    "release savepoint weir_1",
    "savepoint weir_2",
    "rollback to savepoint weir_2",
    "release savepoint weir_2",
    "commit",
    "begin",
    "commit",
  ]);
});

Deno.test("transaction() can be acquired again inside itself", async () => {
  const client = fakeClient();
  const same = transaction(client, { isolation: "serializable" });
  await withScope("job", async (job) => {
    await job.acquire(same);
    await job.acquire(same);
  });
  assert.deepEqual(client.log, [
    "begin isolation level serializable",
    "savepoint weir_1",
    "release savepoint weir_1",
    "commit",
  ]);
});

Deno.test("transaction() returns to the savepoint when releasing it fails", async () => {
  const client = fakeClient();
  client.faults.set("release savepoint weir_1", refuse("current transaction is aborted"));
  await withScope("outer", async (outer) => {
    await outer.acquire(transaction(client));
    const inner = withScope("inner", (inner) => inner.acquire(transaction(client)), {
      parent: outer,
    });
    await assert.rejects(inner, /is aborted/);
    client.faults.clear();
  });
  assert.deepEqual(
    client.log.slice(2),
    [
      "release savepoint weir_1",
      "rollback to savepoint weir_1",
      "release savepoint weir_1",
      "commit",
    ].toSpliced(2, client.log.length === 5 ? 1 : 0),
  );
});

Deno.test("transaction() rolls back both when the outer one is to be committed first", async () => {
  const client = fakeClient();
  const [one, two] = [new Scope("one"), new Scope("two")];
  await one.acquire(transaction(client, { name: "outer" }));
  await outlive(one, two, transaction(client, { name: "inner" }));
  await assert.rejects(one.close({ status: "success" }), (error) => {
    assert.ok(error instanceof TransactionError);
    assert.equal(
      error.message,
      'Cannot commit "outer" as "inner" inside it is still open: both are rolled back; end the ' +
        "inner one first",
    );
    return true;
  });
  assert.deepEqual(client.log, ["begin", "savepoint weir_1", "rollback"]);
  await assert.rejects(two.close({ status: "success" }), {
    name: "TransactionError",
    message:
      'Cannot commit "inner" as it was rolled back with "outer", around it: end the inner one ' +
      "first",
  });
  assert.equal(client.log.length, 3);
});

/** Acquires below one scope what another holds in the end. */
async function outlive(one: Scope, two: Scope, resource: Resource<object>): Promise<void> {
  await using below = new Scope("below", { parent: one });
  below.move(await below.acquire(resource), two);
}

Deno.test("transaction() says nothing more of the inner one when both were to be rolled back", async () => {
  const client = fakeClient();
  const [one, two] = [new Scope("one"), new Scope("two")];
  await one.acquire(transaction(client));
  await outlive(one, two, transaction(client));
  await one.close();
  await two.close();
  await withScope("next", (next) => next.acquire(transaction(client)));
  assert.deepEqual(client.log, ["begin", "savepoint weir_1", "rollback", "begin", "commit"]);
});

Deno.test("transaction() waits for the one around it to begin, and begins itself if that fails", async () => {
  for (const fails of [false, true]) {
    const client = fakeClient();
    const begun = Promise.withResolvers<unknown>();
    client.faults.set("begin isolation level serializable", () => begun.promise);
    const scope = new Scope("job");
    const first = scope.acquire(transaction(client, { isolation: "serializable" }));
    const second = scope.acquire(transaction(client));
    if (fails) begun.reject(new Error("refused"));
    else begun.resolve({});
    if (fails) await assert.rejects(first, /refused/);
    else await first;
    await second;
    assert.equal(client.log[1], fails ? "begin" : "savepoint weir_1");
    await scope.close();
  }
});

Deno.test("transaction() refuses inside another to be isolated otherwise", async () => {
  const client = fakeClient();
  await using scope = new Scope("job");
  await scope.acquire(transaction(client, { name: "outer" }));
  const inner = transaction(client, { name: "inner", readOnly: true });
  await assert.rejects(scope.acquire(inner), {
    name: "TypeError",
    message:
      'Cannot begin "inner" with "begin read only" inside "outer", which began with "begin": ' +
      "leave out what is different",
  });
  assert.deepEqual(client.log, ["begin"]);
});

/** A transaction that inserts its number, has others inside it, and ends well or not. */
interface Tree {
  readonly ends: "well" | "badly";
  readonly inside: readonly Tree[];
}

const ends = fc.constantFrom("well" as const, "well" as const, "badly" as const);
const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; node: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, tie("leaf"), tie("node"), tie("node")),
  leaf: fc.record({ ends, inside: fc.constant([]) }),
  node: fc.record({ ends, inside: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
}));

Deno.test("transaction() keeps just what ended well all the way up, on SQLite", async () => {
  using database = new DatabaseSync(":memory:");
  database.exec("create table rows (id integer primary key)");
  const resource = transaction(database, { begin: "begin immediate" });

  async function run(tree: Tree, path: string, parent?: Scope): Promise<string[]> {
    let kept: string[] = [];
    const work = withScope("tx", async (scope) => {
      const tx = await scope.acquire(resource);
      tx.exec(`insert into rows values (${Number(path)})`);
      kept.push(path);
      for (const [index, inside] of tree.inside.entries()) {
        kept.push(...await run(inside, `${path}${index + 1}`, scope));
      }
      if (tree.ends === "badly") throw new Error("badly");
    }, parent === undefined ? {} : { parent });
    await work.catch((error: Error) => {
      assert.equal(error.message, "badly");
      kept = [];
    });
    return kept;
  }

  await fc.assert(
    fc.asyncProperty(tree, async (tree) => {
      database.exec("delete from rows");
      const kept = await run(tree, "1");
      const rows = database.prepare("select id from rows order by id").all().map(({ id }) => id);
      assert.deepEqual(rows, kept.map(Number).sort((a, b) => a - b));
      assert.equal(database.isTransaction, false);
    }),
    { numRuns: 300 },
  );
});
