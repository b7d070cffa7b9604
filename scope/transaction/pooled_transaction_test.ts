import assert from "node:assert/strict";
import { Scope, transaction, TransactionError, withScope } from "../mod.ts";
import { type FakeClient, fakeClient, refuse } from "./testdata/fake_client.ts";

type Listener = (error: Error) => void;

interface FakePool {
  /** The newest connection that was lent. */
  client: FakeClient & {
    release(error?: Error): void;
    on(event: "error", listener: Listener): void;
    removeListener(event: "error", listener: Listener): void;
  };
  readonly log: string[];
  readonly listeners: Set<Listener>;
  connect(): Promise<FakePool["client"]>;
}

/** Lends connections that write down how they come back; `prepare` sets their faults. */
function fakePool(prepare: (client: FakeClient) => void = () => {}): FakePool {
  const log: string[] = [];
  const listeners = new Set<Listener>();
  const pool: FakePool = {
    client: undefined as unknown as FakePool["client"],
    log,
    listeners,
    connect() {
      log.push("lent");
      const client = fakeClient(log);
      prepare(client);
      pool.client = Object.assign(client, {
        release: (error?: Error) => {
          log.push(error === undefined ? "given back" : `thrown away: ${error.message}`);
        },
        on: (_event: "error", listener: Listener) => void listeners.add(listener),
        removeListener: (_event: "error", listener: Listener) => void listeners.delete(listener),
      });
      return Promise.resolve(pool.client);
    },
  };
  return pool;
}

Deno.test("transaction() lends a connection of a pool and gives it back", async () => {
  const pool = fakePool();
  await withScope("job", async (job) => {
    const tx = await job.acquire(transaction(pool));
    assert.equal(tx, pool.client);
    assert.equal(pool.listeners.size, 1);
  });
  await using scope = new Scope("job");
  await scope.acquire(transaction(pool));
  await scope.close();
  assert.deepEqual(pool.log, [
    ...["lent", "begin", "commit", "given back"],
    ...["lent", "begin", "rollback", "given back"],
  ]);
  assert.equal(pool.listeners.size, 0);
});

Deno.test("transaction() throws away a connection on which it cannot begin", async () => {
  const pool = fakePool((client) => client.faults.set("begin", refuse("terminated")));
  await using scope = new Scope("job");
  await assert.rejects(scope.acquire(transaction(pool)), /terminated/);
  assert.deepEqual(pool.log, ["lent", "begin", "thrown away: terminated"]);
  assert.equal(pool.listeners.size, 0);
});

Deno.test("transaction() throws away a connection on which it cannot roll back", async () => {
  const pool = fakePool((client) => client.faults.set("rollback", refuse("terminated")));
  const scope = new Scope("job");
  await scope.acquire(transaction(pool));
  await assert.rejects(scope.close(), /terminated/);
  assert.deepEqual(pool.log.at(-1), "thrown away: terminated");
});

Deno.test("transaction() throws away a connection whose commit failed if the rollback does too", async () => {
  const pool = fakePool((client) => {
    client.faults.set("commit", refuse("terminated"));
    client.faults.set("rollback", () => Promise.reject("no error object"));
  });
  await assert.rejects(withScope("job", (job) => job.acquire(transaction(pool))), /terminated/);
  assert.deepEqual(pool.log.at(-1), "thrown away: no error object");
});

Deno.test("transaction() keeps a connection whose commit was refused", async () => {
  const refused = fakePool((client) => client.faults.set("commit", refuse("conflict")));
  await assert.rejects(withScope("job", (job) => job.acquire(transaction(refused))), /conflict/);
  assert.deepEqual(refused.log, ["lent", "begin", "commit", "rollback", "given back"]);
  const undone = fakePool((client) => client.faults.set("commit", () => ({ command: "ROLLBACK" })));
  await assert.rejects(
    withScope("job", (job) => job.acquire(transaction(undone))),
    TransactionError,
  );
  assert.deepEqual(undone.log, ["lent", "begin", "commit", "given back"]);
});

Deno.test("transaction() throws away a connection that broke while nobody waited for it", async () => {
  const pool = fakePool();
  const scope = new Scope("job");
  await scope.acquire(transaction(pool));
  for (const listener of pool.listeners) listener(new Error("reset by peer"));
  await scope.close();
  assert.deepEqual(pool.log, ["lent", "begin", "rollback", "thrown away: reset by peer"]);
});

Deno.test("transaction() lends a connection of its own for each acquisition", async () => {
  const pool = fakePool();
  const resource = transaction(pool);
  const [one, two] = [new Scope("one"), new Scope("two")];
  const first = await one.acquire(resource);
  const second = await two.acquire(resource);
  assert.notEqual(first, second);
  await one.close({ status: "success" });
  await two.close();
  assert.deepEqual(pool.log.filter((line) => /commit|rollback|begin/.test(line)), [
    "begin",
    "begin",
    "commit",
    "rollback",
  ]);
});

Deno.test("transaction() is a savepoint on the connection that another has lent", async () => {
  const pool = fakePool();
  await withScope("outer", async (outer) => {
    const client = await outer.acquire(transaction(pool));
    await withScope("inner", (inner) => inner.acquire(transaction(client)), { parent: outer });
  });
  assert.deepEqual(pool.log, [
    "lent",
    "begin",
    "savepoint weir_1",
    "release savepoint weir_1",
    "commit",
    "given back",
  ]);
});

Deno.test("transaction() refuses a pool that lends something else", async () => {
  await using scope = new Scope("job");
  const client = { queryArray: () => {}, connect: () => Promise.resolve(undefined) };
  await assert.rejects(scope.acquire(transaction(client as never)), {
    name: "TypeError",
    message:
      'Cannot begin "transaction" as "pool.connect()" must be a connection with query or exec' +
      ": current value is undefined",
  });
});

Deno.test("transaction() takes a connection that can connect for what it is", async () => {
  const client = { ...fakeClient(), connect: () => assert.fail("must not connect") };
  await withScope("job", (job) => job.acquire(transaction(client)));
  const lent = { ...client, release: () => assert.fail("must not be given back"), totalCount: 1 };
  await withScope("job", (job) => job.acquire(transaction(lent)));
  assert.deepEqual(client.log, ["begin", "commit", "begin", "commit"]);
});
