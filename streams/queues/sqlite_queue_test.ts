import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ManualClock } from "../../testing/manual_clock.ts";
import { queueSuite } from "../../testing/queue_suite.ts";
import { memoryInbox } from "../inboxes/memory_inbox.ts";
import { run } from "../run.ts";
import { sqliteStore } from "../stores/sqlite_store.ts";
import { deliveryOf } from "../testdata/deliveries.ts";
import { settle } from "../testdata/held.ts";
import { eventFlow, events } from "../testdata/pipelines.ts";
import { tempFolder } from "../testdata/temp_folder.ts";
import { sqliteQueue } from "./sqlite_queue.ts";

queueSuite("sqlite", async () => {
  const folder = await tempFolder();
  return {
    open: () => Promise.resolve(sqliteQueue(`${folder.path}/queue.db`, { pollMs: 1 })),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}, { register: (name, run) => Deno.test(name, run) });

const message = { id: "1", routingKey: "push", body: "{}" };

Deno.test("sqliteQueue() hands a message to another consumer when its lease has run out", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const clock = new ManualClock(1_000);
  await using lost = sqliteQueue(path, { leaseMs: 500, clock });
  await using other = sqliteQueue(path, { leaseMs: 500, clock });
  await lost.publish([message]);
  const holding = Promise.withResolvers<void>();
  const stopLost = new AbortController();
  const first = lost.consume(() => holding.promise, { signal: stopLost.signal });
  stopLost.abort();

  const seen: number[] = [];
  const stopOther = new AbortController();
  const second = other.consume((messages) => {
    seen.push(...messages.map(({ redeliveries }) => redeliveries));
    stopOther.abort();
  }, { signal: stopOther.signal });
  await clock.advanceAsync(499);
  assert.deepEqual(seen, []);
  await clock.advanceAsync(100);
  await second;
  assert.deepEqual(seen, [1]);
  holding.resolve();
  await first;
});

Deno.test("sqliteQueue() carries the messages of two pipelines whose deliveries bear one id", async () => {
  await using queue = sqliteQueue(":memory:");
  await using store = sqliteStore(":memory:");
  for (const name of ["one", "two"]) {
    await using inbox = memoryInbox();
    await using pipeline = await run(inbox, eventFlow, { name, store, table: events, queue });
    await inbox.append(deliveryOf("a", { kind: "push" }));
    await pipeline.drain();
  }
  assert.equal((await queue.stats()).depth, 2);
});

/** Holds the write lock of a database, as another process would. */
function holdLock(path: string): Disposable {
  const database = new DatabaseSync(path);
  database.exec("begin immediate");
  return { [Symbol.dispose]: () => database.close() };
}

const patient = { pollMs: 100 } as const;

Deno.test("sqliteQueue() rejects a publish while another process writes, and does not stall", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  await using queue = sqliteQueue(path);
  {
    using _lock = holdLock(path);
    const startMs = performance.now();
    await assert.rejects(queue.publish([message]), /locked/);
    assert.ok(performance.now() - startMs < 2_000, "the event loop must not wait for the lock");
    assert.equal((await queue.stats()).depth, 0);
  }
  await queue.publish([message]);
  assert.equal((await queue.stats()).depth, 1);
});

Deno.test("sqliteQueue() waits longer and longer for a lease while another process writes", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const clock = new ManualClock(1_000);
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  await using queue = sqliteQueue(path, { ...patient, clock, onError });
  await queue.publish([message]);
  const lock = holdLock(path);
  const stop = new AbortController();
  let taken = 0;
  const consuming = queue.consume((messages) => {
    taken += messages.length;
    stop.abort();
  }, { signal: stop.signal });
  await settle();
  const told = [errors.length];
  for (const ms of [100, 100, 100, 300, 100]) {
    await clock.advanceAsync(ms);
    told.push(errors.length);
  }
  assert.deepEqual(told, [1, 2, 2, 3, 3, 4]);
  assert.ok(errors.every((error) => /locked/.test(String(error))));
  lock[Symbol.dispose]();
  await clock.advanceAsync(10_000);
  await consuming;
  assert.deepEqual([taken, errors.length, clock.pending], [1, 4, 0]);
  assert.equal((await queue.stats()).depth, 0);
});

for (const verdict of ["resolves", "rejects"] as const) {
  Deno.test(`sqliteQueue() settles what it handed out once the lock is free (the handler ${verdict})`, async () => {
    await using folder = await tempFolder();
    const path = `${folder.path}/queue.db`;
    const clock = new ManualClock(1_000);
    const errors: unknown[] = [];
    const onError = (error: unknown) => void errors.push(error);
    await using queue = sqliteQueue(path, { ...patient, clock, onError });
    await queue.publish([message]);
    const stop = new AbortController();
    const failure = new Error("refused");
    let lock: Disposable | undefined;
    const calls: number[] = [];
    const consuming = queue.consume((messages) => {
      calls.push(messages[0]!.redeliveries);
      if (calls.length > 1) return stop.abort();
      lock = holdLock(path);
      if (verdict === "rejects") throw failure;
    }, { signal: stop.signal });
    await settle();
    await clock.advanceAsync(250);
    assert.equal(errors.length, verdict === "rejects" ? 3 : 2);
    if (verdict === "rejects") assert.equal(errors[0], failure);
    lock![Symbol.dispose]();
    await clock.advanceAsync(1_000);
    if (verdict === "rejects") {
      await clock.advanceAsync(1_000);
      assert.deepEqual(calls, [0, 1], "given back at once, not after the lease");
    } else {
      assert.deepEqual(calls, [0]);
    }
    assert.equal((await queue.stats()).depth, 0);
    stop.abort();
    await consuming;
  });
}

Deno.test("sqliteQueue() ends a consumer that cannot acknowledge when it is aborted", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const clock = new ManualClock(1_000);
  await using queue = sqliteQueue(path, { ...patient, clock });
  await queue.publish([message]);
  const stop = new AbortController();
  let lock: Disposable | undefined;
  const consuming = queue.consume(() => void (lock = holdLock(path)), { signal: stop.signal });
  await settle();
  stop.abort();
  await consuming;
  lock![Symbol.dispose]();
  assert.deepEqual([(await queue.stats()).depth, clock.pending], [1, 0]);
});

Deno.test("sqliteQueue() goes on when the one who is told of errors throws", async () => {
  const clock = new ManualClock(1_000);
  const onError = () => {
    throw new Error("told too much");
  };
  await using queue = sqliteQueue(":memory:", { clock, onError });
  await queue.publish([message]);
  const stop = new AbortController();
  let calls = 0;
  const consuming = queue.consume(() => {
    if (++calls === 1) throw new Error("refused");
    stop.abort();
  }, { signal: stop.signal });
  await settle();
  await clock.advanceAsync(1_000);
  await consuming;
  assert.equal(calls, 2);
});

Deno.test("sqliteQueue() refuses durations that are out of range", () => {
  assert.throws(() => sqliteQueue(":memory:", { leaseMs: 0 }), { name: "RangeError" });
  assert.throws(() => sqliteQueue("", {}), { name: "TypeError" });
  assert.throws(() => sqliteQueue(":memory:", { onError: 5 as never }), { name: "TypeError" });
});
