import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { run } from "../run.ts";
import { sqliteStore } from "../stores/sqlite_store.ts";
import { memoryInbox } from "../inboxes/memory_inbox.ts";
import { deliveryOf } from "../testdata/deliveries.ts";
import { eventFlow, events } from "../testdata/pipelines.ts";
import { tempFolder } from "../testdata/temp_folder.ts";
import { sqliteQueue } from "./sqlite_queue.ts";

const program = new URL("../testdata/sqlite_peer.ts", import.meta.url).href;

function peer(...args: string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-read", "--allow-write", program, ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

async function linesOf(child: Deno.ChildProcess): Promise<string[]> {
  const text = await new Response(child.stdout).text();
  return text.trimEnd().split("\n");
}

const message = (id: string) => ({ id, routingKey: "r", body: "{}" });

Deno.test("sqliteQueue() brings what a pipeline relays here to a consumer in another process", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const consumer = peer("consume", path);
  const seen = linesOf(consumer);
  await using inbox = memoryInbox();
  await using store = sqliteStore(`${folder.path}/store.db`);
  await using queue = sqliteQueue(path);
  await using pipeline = await run(inbox, eventFlow, { name: "main", store, table: events, queue });
  const ids = Array.from({ length: 40 }, (_, index) => `d${index}`);
  for (const id of [...ids, "end"]) await inbox.append(deliveryOf(id, { kind: "push" }));
  await pipeline.drain();
  assert.deepEqual(await seen, [...ids, "end"]);
  assert.equal((await consumer.status).code, 0);
  assert.equal((await queue.stats()).depth, 0);
});

Deno.test("sqliteQueue() hands out again what a killed consumer had leased, once the lease is over", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const clock = new ManualClock(Date.now());
  await using queue = sqliteQueue(path, { clock });
  await queue.publish(["1", "2", "3"].map(message));
  const child = peer("hold", path);
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, "1 2\n");
  child.kill("SIGKILL");
  await reader.cancel();
  await child.status;

  const seen: string[] = [];
  const stop = new AbortController();
  const consuming = queue.consume((messages) => {
    for (const { id, redeliveries } of messages) seen.push(`${id} ${redeliveries}`);
    if (seen.length === 3) stop.abort();
  }, { signal: stop.signal });
  await clock.advanceAsync(200);
  assert.deepEqual(seen, ["3 0"], "a lease that runs must hold");
  for (let step = 0; step < 200 && seen.length < 3; step++) await clock.advanceAsync(1_000);
  await consuming;
  assert.deepEqual(seen, ["3 0", "1 1", "2 1"]);
  assert.equal((await queue.stats()).depth, 0);
});

Deno.test("sqliteQueue() lets processes that start together publish to one new file", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const children = ["a", "b", "c", "d"].map((name) => peer("publish", path, name, "25"));
  const ends = await Promise.all(children.map(async (child) => {
    await child.stdout.cancel();
    return (await child.status).code;
  }));
  assert.deepEqual(ends, [0, 0, 0, 0]);
  await using queue = sqliteQueue(path);
  assert.equal((await queue.stats()).depth, 100);
});

Deno.test("sqliteQueue() takes leases of any length", async () => {
  for (const leaseMs of [1.5, Infinity]) {
    await using queue = sqliteQueue(":memory:", { leaseMs });
    await queue.publish([message("1")]);
    const stop = new AbortController();
    await queue.consume(() => stop.abort(), { signal: stop.signal });
    assert.equal((await queue.stats()).depth, 0);
  }
});

Deno.test("sqliteQueue() does not stop the process when every message is refused", async () => {
  await using queue = sqliteQueue(":memory:", { pollMs: 1 });
  await queue.publish([message("1")]);
  const stop = new AbortController();
  let calls = 0;
  let turns = 0;
  const turn = () => {
    if (++turns < 20) setImmediate(turn);
    else stop.abort();
  };
  setImmediate(turn);
  await queue.consume(() => {
    if (++calls > 50_000) stop.abort();
    throw new Error("refused");
  }, { signal: stop.signal });
  assert.equal(turns, 20, "the event loop must turn between two attempts");
  assert.ok(calls >= 1);
  assert.equal((await queue.stats()).depth, 1);
});

Deno.test("sqliteQueue() leaves a message to the consumer that has it when a late one gives it back", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/queue.db`;
  const clock = new ManualClock(1_000);
  await using late = sqliteQueue(path, { leaseMs: 100, pollMs: 1_000, clock });
  await using owner = sqliteQueue(path, { leaseMs: 10_000, pollMs: 1_000, clock });
  await late.publish([message("1")]);
  const fail = Promise.withResolvers<void>();
  const stopLate = new AbortController();
  let lateCalls = 0;
  const first = late.consume(() => {
    lateCalls++;
    stopLate.abort();
    return fail.promise;
  }, { signal: stopLate.signal });
  await clock.advanceAsync(150);
  const held = Promise.withResolvers<void>();
  const stopOwner = new AbortController();
  const owning = owner.consume(() => {
    stopOwner.abort();
    return held.promise;
  }, { signal: stopOwner.signal });
  fail.reject(new Error("too late anyway"));
  await first;
  const stopThird = new AbortController();
  let stolen = 0;
  const third = late.consume(() => void stolen++, { signal: stopThird.signal });
  await clock.advanceAsync(2_000);
  assert.deepEqual([lateCalls, stolen], [1, 0]);
  held.resolve();
  await owning;
  stopThird.abort();
  await third;
  assert.equal((await owner.stats()).depth, 0);
});
