import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { openTransaction, Scope, transaction, withScope } from "../mod.ts";
import { fakeClient } from "./testdata/fake_client.ts";

const never = () => new Promise<never>(() => {});

/** A pool whose connection never answers one statement; writes down how it comes back. */
function poolThatHangs(statement: string, connected: Promise<void> = Promise.resolve()) {
  const client = fakeClient();
  client.faults.set(statement, never);
  const release = (error?: Error) => {
    client.log.push(error === undefined ? "given back" : `thrown away: ${error.name}`);
  };
  return { log: client.log, connect: () => connected.then(() => ({ ...client, release })) };
}

Deno.test("transaction() throws away a connection on which begin hangs", async () => {
  const clock = new ManualClock();
  const pool = poolThatHangs("begin");
  await using scope = new Scope("job", { clock });
  const acquiring = scope.acquire(transaction(pool, { timeoutMs: 50 }));
  const rejected = assert.rejects(acquiring, { name: "TimeoutError" });
  await clock.advanceAsync(49);
  assert.deepEqual(pool.log, ["begin"]);
  await clock.advanceAsync(1);
  await rejected;
  assert.deepEqual(pool.log, ["begin", "thrown away: TimeoutError"]);
});

Deno.test("transaction() gives back a connection that was lent too late, as it is", async () => {
  const clock = new ManualClock();
  const connected = Promise.withResolvers<void>();
  const pool = poolThatHangs("begin", connected.promise);
  await using scope = new Scope("job", { clock });
  const acquiring = scope.acquire(transaction(pool, { timeoutMs: 50 }));
  const rejected = assert.rejects(acquiring, { name: "TimeoutError" });
  await clock.advanceAsync(50);
  await rejected;
  connected.resolve();
  await clock.advanceAsync(0);
  assert.deepEqual(pool.log, ["given back"]);
});

for (const [statement, status] of [["commit", "success"], ["rollback", "unknown"]] as const) {
  Deno.test(`transaction() throws away a connection on which ${statement} hangs`, async () => {
    const clock = new ManualClock();
    const pool = poolThatHangs(statement);
    const scope = new Scope("job", { clock, releaseTimeoutMs: 20 });
    await scope.acquire(transaction(pool));
    const rejected = assert.rejects(scope.close({ status }), { name: "TimeoutError" });
    await clock.advanceAsync(19);
    assert.deepEqual(pool.log, ["begin", statement]);
    await clock.advanceAsync(1);
    await rejected;
    assert.deepEqual(pool.log, ["begin", statement, "thrown away: TimeoutError"]);
  });
}

Deno.test("transaction() throws away a hung connection when the time to close is over", async () => {
  const clock = new ManualClock();
  const pool = poolThatHangs("rollback");
  const scope = new Scope("job", { clock, closeTimeoutMs: 5 });
  await scope.acquire(transaction(pool, { releaseTimeoutMs: 20 }));
  const rejected = assert.rejects(scope.close(), { name: "TimeoutError" });
  await clock.advanceAsync(5);
  await rejected;
  assert.deepEqual(pool.log.at(-1), "thrown away: TimeoutError");
});

Deno.test("transaction() throws away a connection on which an early release hangs", async () => {
  const clock = new ManualClock();
  const pool = poolThatHangs("rollback");
  await using scope = new Scope("job", { clock, releaseTimeoutMs: 20 });
  const tx = await scope.acquire(transaction(pool));
  const rejected = assert.rejects(scope.release(tx), { name: "TimeoutError" });
  await clock.advanceAsync(20);
  await rejected;
  assert.deepEqual(pool.log.at(-1), "thrown away: TimeoutError");
});

Deno.test("transaction() ends with the scope when a pool does not take a hung connection back", async () => {
  const clock = new ManualClock();
  const client = { ...fakeClient(), release: () => assert.fail("refused") };
  client.faults.set("commit", never);
  const pool = { connect: () => Promise.resolve(client) };
  const work = withScope("job", (job) => job.acquire(transaction(pool)), { clock });
  const rejected = assert.rejects(work, { name: "TimeoutError" });
  await clock.advanceAsync(5_000);
  await rejected;
});

Deno.test("openTransaction() throws away a lent connection while a savepoint on it is open", async () => {
  const pool = poolThatHangs("nothing");
  await using outer = await openTransaction(pool);
  await using inner = await openTransaction(outer);
  await outer.rollback();
  assert.deepEqual(pool.log, [
    "begin",
    "savepoint weir_1",
    "rollback",
    "thrown away: TransactionError",
  ]);
  await inner.rollback();
});

Deno.test("transaction() sends nothing on a connection that was thrown away as it began", async () => {
  const ends = new Set<string>();
  for (let turns = 0; turns < 20; turns++) {
    const begun = Promise.withResolvers<unknown>();
    const pool = poolThatHangs("nothing");
    const client = await pool.connect();
    client.faults.set("begin", () => begun.promise);
    const scope = new Scope("job");
    const controller = new AbortController();
    const { signal } = controller;
    const source = transaction({ connect: () => Promise.resolve(client) });
    const outcome = scope.acquire(source, { signal }).catch((error) => error.name);
    await new Promise((resolve) => setImmediate(resolve));
    begun.resolve({});
    for (let turn = 0; turn < turns; turn++) await undefined;
    controller.abort();
    await outcome;
    await scope.close();
    ends.add(pool.log.join(", "));
  }
  assert.deepEqual([...ends], [
    "begin, thrown away: AbortError",
    "begin, rollback, given back",
  ]);
});
