import assert from "node:assert/strict";
import { sqliteQueue, sqliteStore } from "./sqlite.ts";
import { memoryInbox } from "./inboxes/memory_inbox.ts";
import type { PipelineEvent } from "./pipeline_event.ts";
import { run } from "./run.ts";
import { topK } from "./sketches/top_k.ts";
import type { Store } from "./store.ts";
import { deliveryOf, textOf } from "./testdata/deliveries.ts";
import { Held, settle } from "./testdata/held.ts";
import {
  type EventBody,
  eventFlow,
  type EventRow,
  events,
  wrapStore,
} from "./testdata/pipelines.ts";
import { tumble } from "./windows/tumble.ts";

function event(id: string, body: EventBody) {
  return deliveryOf(id, body);
}

/** A store whose commits wait until they are let go. */
function holdCommits(inner: Store, held: Held): Store {
  return wrapStore(inner, (part) => ({
    commit: async (batch) => {
      await held.wait();
      return await part.commit(batch);
    },
  }));
}

Deno.test("run() turns deliveries into rows, windows, rankings and messages", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await using queue = sqliteQueue(":memory:");
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    queue,
    routingKey: (row) => `events.${row.kind}`,
    windows: {
      perSecond: tumble<EventRow>({
        everyMs: 1_000,
        time: (row) => row.at_ms!,
        key: (row) => row.kind!,
        add: { count: () => 1, amount: (row) => row.amount! },
      }),
    },
    rankings: { kinds: topK<EventRow>({ key: (row) => row.kind! }) },
  });
  await inbox.append(event("a", { kind: "push", atMs: 1_200, amount: 2 }));
  await inbox.append(event("b", { kind: "drop" }));
  await inbox.append(event("c", { kind: "throw" }));
  await inbox.append(event("a", { kind: "push", atMs: 9_999 }));
  await inbox.append(event("d", { kind: "push", atMs: 1_900, amount: 3 }));
  await inbox.append(deliveryOf("e", "{not json"));
  await inbox.append(event("f", { kind: "star", atMs: 2_000 }));
  await pipeline.drain();

  assert.deepEqual(pipeline.stats(), {
    accepted: 7,
    pending: 0,
    stored: 3,
    duplicates: 1,
    dead: 2,
    filtered: 1,
    outbox: 0,
    published: 3,
    retries: 0,
  });
  assert.ok(Object.isFrozen(pipeline.stats()));
  const rows = (await store.page(events)).items;
  assert.deepEqual(rows.map(({ id, amount }) => [id, amount]), [["a", 2], ["d", 3], ["f", 1]]);
  const part = await store.open({ pipeline: "main", table: events });
  assert.deepEqual((await part.windows("perSecond")).items, [
    { startMs: 1_000, key: "push", fields: { amount: 5, count: 2 } },
    { startMs: 2_000, key: "star", fields: { amount: 1, count: 1 } },
  ]);
  assert.deepEqual(pipeline.ranking("kinds").map(({ key, count }) => [key, count]), [
    ["push", 2],
    ["star", 1],
  ]);
  const dead = (await part.deadLetters()).items;
  assert.deepEqual(dead.map(({ seq, deliveryId, stage }) => [seq, deliveryId, stage]), [
    [3, "c", "toRow"],
    [6, "e", "parseJson"],
  ]);
  assert.equal(dead[0]!.error, "Error: Cannot read this kind");
  assert.equal(textOf({ ...deliveryOf(""), seq: 0, body: dead[1]!.body }), "{not json");
  assert.deepEqual(dead[1]!.headers, { "x-github-event": "push" });

  const seen: string[] = [];
  const stop = new AbortController();
  await queue.consume((messages) => {
    seen.push(...messages.map(({ id, routingKey }) => `${id} ${routingKey}`));
    if (seen.length === 3) stop.abort();
  }, { signal: stop.signal });
  assert.deepEqual(seen, ["a events.push", "d events.push", "f events.star"]);
});

Deno.test("run() makes no messages without a queue", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await using pipeline = await run(inbox, eventFlow, { name: "main", store, table: events });
  await inbox.append(event("a", { kind: "push" }));
  await pipeline.drain();
  const part = await store.open({ pipeline: "main", table: events });
  assert.deepEqual(await part.outbox(10), []);
  assert.deepEqual([pipeline.stats().outbox, pipeline.stats().published], [0, 0]);
});

Deno.test("run() keeps batches within maxBatchItems", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  for (let index = 0; index < 10; index++) await inbox.append(event(`d${index}`, { kind: "push" }));
  const ends: number[] = [];
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    maxBatchItems: 4,
    observers: [(each) => each.event === "batch.committed" && ends.push(each.toSeq)],
  });
  await pipeline.drain();
  assert.deepEqual(ends, [4, 8, 10]);
});

Deno.test("run() tells observers frozen events, and lets them throw or reject", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await using queue = sqliteQueue(":memory:");
  const told: PipelineEvent[] = [];
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    queue,
    observers: [
      () => {
        throw new Error("an observer that throws");
      },
      () => Promise.reject(new Error("an observer that rejects")),
      (each) => void told.push(each),
    ],
  });
  await inbox.append(event("a", { kind: "push" }));
  await inbox.append(event("b", { kind: "throw" }));
  await pipeline.drain();
  await settle();
  assert.deepEqual([...new Set(told.map((each) => each.event))].sort(), [
    "batch.committed",
    "delivery.dead",
    "messages.published",
  ]);
  assert.ok(told.every(Object.isFrozen));
});

Deno.test("run() releases what the last run had committed before it was killed", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  for (let index = 0; index < 3; index++) await inbox.append(event(`d${index}`, { kind: "push" }));
  const release = inbox.release.bind(inbox);
  inbox.release = () => Promise.resolve();
  {
    await using pipeline = await run(inbox, eventFlow, { name: "main", store, table: events });
    await pipeline.drain();
  }
  inbox.release = release;
  assert.equal(inbox.stats().releasedSeq, 0);
  await using _pipeline = await run(inbox, eventFlow, { name: "main", store, table: events });
  await settle();
  assert.equal(inbox.stats().releasedSeq, 3);
});

Deno.test("run() refuses an inbox that ends before the offset in the store", async () => {
  await using store = sqliteStore(":memory:");
  {
    await using inbox = memoryInbox();
    await using pipeline = await run(inbox, eventFlow, { name: "main", store, table: events });
    await inbox.append(event("a", { kind: "push" }));
    await pipeline.drain();
  }
  await using young = memoryInbox();
  await assert.rejects(run(young, eventFlow, { name: "main", store, table: events }), RangeError);
  await using other = await run(young, eventFlow, { name: "other", store, table: events });
  await other.drain();
});

Deno.test("run() refuses an inbox that has released what lies behind the offset in the store", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  {
    await using pipeline = await run(inbox, eventFlow, { name: "main", store, table: events });
    for (const id of ["a", "b"]) await inbox.append(event(id, { kind: "push" }));
    await pipeline.drain();
  }
  await inbox.append(event("c", { kind: "push" }));
  await using older = sqliteStore(":memory:");
  const refusal = {
    name: "RangeError",
    message: /its offset in the store is 0 and the inbox has released everything up to 2/,
  };
  await assert.rejects(
    run(inbox, eventFlow, { name: "main", store: older, table: events }),
    refusal,
  );
  await assert.rejects(run(inbox, eventFlow, { name: "second", store, table: events }), refusal);
  await using again = await run(inbox, eventFlow, { name: "main", store, table: events });
  await again.drain();
  assert.equal(again.stats().stored, 3);
});

Deno.test("run() refuses options that do not exist or are out of range", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  const tried = (options: object) =>
    run(inbox, eventFlow, { name: "main", store, table: events, ...options });
  await assert.rejects(tried({ name: "" }), TypeError);
  await assert.rejects(tried({ maxBatchItems: 0 }), RangeError);
  await assert.rejects(tried({ maxBatchBytes: -1 }), RangeError);
  await assert.rejects(tried({ maxOutbox: 0 }), RangeError);
  await assert.rejects(tried({ minRetryMs: 0 }), RangeError);
  await assert.rejects(tried({ minRetryMs: 50, maxRetryMs: 10 }), RangeError);
  await assert.rejects(tried({ maxBatchItem: 10 }), /maxBatchItems/);
});

Deno.test("run() refuses what is no part of a pipeline, in words that name it", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  const options = { name: "main", store, table: events };
  const odd: readonly (readonly [string, readonly unknown[]])[] = [
    ["options", [inbox, eventFlow, undefined]],
    ["options", [inbox, eventFlow, null]],
    ["inbox.read", [null, eventFlow, options]],
    ["flow.compile", [inbox, undefined, options]],
    ["flow.compile", [inbox, () => {}, options]],
    ["store.open", [inbox, eventFlow, { ...options, store: undefined }]],
    ["store.open", [inbox, eventFlow, { ...options, store: "weir.db" }]],
    ["table", [inbox, eventFlow, { ...options, table: undefined }]],
    ["table.name", [inbox, eventFlow, { ...options, table: {} }]],
    ["table.columns", [inbox, eventFlow, { ...options, table: { name: "t" } }]],
    ["queue.publish", [inbox, eventFlow, { ...options, queue: {} }]],
    ["routingKey", [inbox, eventFlow, { ...options, routingKey: "events" }]],
    ["windows", [inbox, eventFlow, { ...options, windows: 5 }]],
    ["windows.w.startMs", [inbox, eventFlow, { ...options, windows: { w: {} } }]],
    ["rankings.r.key", [inbox, eventFlow, { ...options, rankings: { r: null } }]],
    ["observers", [inbox, eventFlow, { ...options, observers: () => {} }]],
    ["observers", [inbox, eventFlow, { ...options, observers: [5] }]],
  ];
  for (const [part, args] of odd) {
    await assert.rejects(run(...args as Parameters<typeof run<EventRow>>), {
      name: "TypeError",
      message: new RegExp(`^Cannot run the pipeline as "${part}" must be .*: current value is`),
    }, part);
  }
});

Deno.test("windows() and ranking() refuse a name that the pipeline does not keep", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    windows: {
      perMinute: tumble<EventRow>({
        everyMs: 60_000,
        time: (row) => row.at_ms!,
        add: { count: () => 1 },
      }),
    },
    rankings: { kinds: topK<EventRow>({ key: (row) => row.kind! }) },
  });
  await assert.rejects(pipeline.windows("perMinut"), {
    name: "RangeError",
    message: 'Cannot read windows "perMinut" as the pipeline keeps perMinute: ' +
      'did you mean "perMinute"?',
  });
  assert.throws(() => pipeline.ranking("repositories"), {
    name: "RangeError",
    message: 'Cannot read ranking "repositories" as the pipeline keeps kinds',
  });
  const bare = await run(memoryInbox(), eventFlow, { name: "bare", store, table: events });
  await assert.rejects(bare.windows("perMinute"), /as the pipeline keeps none/);
  assert.throws(() => bare.ranking("toString"), /as the pipeline keeps none/);
  await bare.close();
});

Deno.test("drain() rejects with the reason of its signal, and the pipeline goes on", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  const held = new Held();
  const store = holdCommits(inner, held);
  await using pipeline = await run(inbox, eventFlow, { name: "main", store, table: events });
  await inbox.append(event("a", { kind: "push" }));
  await held.reached;
  const stop = new AbortController();
  const draining = pipeline.drain({ signal: stop.signal });
  stop.abort(new Error("no patience"));
  await assert.rejects(draining, /no patience/);
  await assert.rejects(pipeline.drain({ signal: stop.signal }), /no patience/);
  held.release();
  await pipeline.drain();
  assert.equal(pipeline.stats().stored, 1);
});

Deno.test("drain() rejects when the inbox is closed while deliveries wait", async () => {
  const inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  const held = new Held();
  const store = holdCommits(inner, held);
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    maxBatchItems: 1,
  });
  await inbox.append(event("a", { kind: "push" }));
  await inbox.append(event("b", { kind: "push" }));
  await held.reached;
  const draining = pipeline.drain();
  await inbox.close();
  held.release();
  await assert.rejects(draining, { name: "InboxClosedError" });
  assert.deepEqual([pipeline.stats().stored, pipeline.stats().pending], [1, 1]);
});

Deno.test("drain() rejects when the pipeline is closed while deliveries wait", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  const held = new Held();
  const store = holdCommits(inner, held);
  const options = { name: "main", store, table: events, maxBatchItems: 1 };
  await using pipeline = await run(inbox, eventFlow, options);
  await inbox.append(event("a", { kind: "push" }));
  await inbox.append(event("b", { kind: "push" }));
  await held.reached;
  const draining = assert.rejects(pipeline.drain(), { name: "AbortError" });
  const closing = pipeline.close();
  held.release();
  await draining;
  await closing;
});

Deno.test("close() finishes the batch at hand and leaves the rest for the next start", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  const held = new Held();
  const store = holdCommits(inner, held);
  for (let index = 0; index < 6; index++) await inbox.append(event(`d${index}`, { kind: "push" }));
  const options = { name: "main", store, table: events, maxBatchItems: 2 };
  const pipeline = await run(inbox, eventFlow, options);
  await held.reached;
  const closed = pipeline.close();
  assert.equal(pipeline.close(), closed);
  held.release();
  await closed;
  await pipeline.done;
  assert.deepEqual([pipeline.stats().stored, pipeline.stats().pending], [2, 4]);
  await using again = await run(inbox, eventFlow, options);
  await again.drain();
  assert.deepEqual([again.stats().stored, again.stats().duplicates], [6, 0]);
  assert.equal((await inner.page(events)).items.length, 6);
});
