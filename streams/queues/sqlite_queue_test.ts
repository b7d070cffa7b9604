import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { queueSuite } from "../../testing/queue_suite.ts";
import { sqliteQueue } from "./sqlite_queue.ts";

async function openFolder(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  return {
    path: `${folder}/queue.db`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

queueSuite("sqlite", async () => {
  const folder = await openFolder();
  return {
    open: () => Promise.resolve(sqliteQueue(folder.path, { pollMs: 1 })),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}, { register: (name, run) => Deno.test(name, run) });

const message = { id: "1", routingKey: "push", body: "{}" };

Deno.test("sqliteQueue() hands a message to another consumer when its lease has run out", async () => {
  await using folder = await openFolder();
  const clock = new ManualClock(1_000);
  await using lost = sqliteQueue(folder.path, { leaseMs: 500, clock });
  await using other = sqliteQueue(folder.path, { leaseMs: 500, clock });
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

Deno.test("sqliteQueue() keeps one copy of a message that is published again", async () => {
  await using queue = sqliteQueue(":memory:");
  await queue.publish([message]);
  await queue.publish([message, { ...message, id: "2" }]);
  assert.equal((await queue.stats()).depth, 2);
});

Deno.test("sqliteQueue() refuses durations that are out of range", () => {
  assert.throws(() => sqliteQueue(":memory:", { leaseMs: 0 }), { name: "RangeError" });
  assert.throws(() => sqliteQueue("", {}), { name: "TypeError" });
});
