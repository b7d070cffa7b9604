import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import {
  OffsetConflictError,
  QueueClosedError,
  StoreClosedError,
  StoreRejectedError,
} from "./errors.ts";
import type { Inbox } from "./inbox.ts";
import { memoryInbox } from "./inboxes/memory_inbox.ts";
import type { PipelineEvent } from "./pipeline_event.ts";
import { run } from "./run.ts";
import { topK } from "./sketches/top_k.ts";
import { sqliteQueue, sqliteStore } from "./sqlite.ts";
import { deliveryOf } from "./testdata/deliveries.ts";
import { Held, settle } from "./testdata/held.ts";
import {
  eventFlow,
  type EventRow,
  events,
  impatientClock,
  wrapQueue,
  wrapStore,
} from "./testdata/pipelines.ts";
import { tumble } from "./windows/tumble.ts";

async function fill(inbox: Inbox, count: number, kindOf: (index: number) => string = () => "push") {
  const first = inbox.stats().lastSeq;
  for (let index = first; index < first + count; index++) {
    await inbox.append(deliveryOf(`d${index}`, { kind: kindOf(index) }));
  }
}

const main = { name: "main", table: events } as const;
const plan = { pipeline: "main", table: events } as const;

Deno.test("run() waits with growing pauses while the store is away, then goes on", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  let failures = 4;
  const store = wrapStore(inner, (part) => ({
    commit: (batch) => {
      if (failures-- > 0) return Promise.reject(new Error("connection refused"));
      return part.commit(batch);
    },
  }));
  const clock = new ManualClock();
  const told: PipelineEvent[] = [];
  await using pipeline = await run(inbox, eventFlow, {
    ...main,
    store,
    clock,
    minRetryMs: 100,
    maxRetryMs: 300,
    observers: [(event) => void told.push(event)],
  });
  await fill(inbox, 3);
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    await settle();
    assert.deepEqual([pipeline.stats().retries, clock.pending], [attempt, 1]);
    const last = told.at(-1)!;
    assert.ok(last.event === "store.retrying" && last.attempt === attempt);
    waits.push(last.delayMs);
    clock.advance(last.delayMs);
  }
  await pipeline.drain();
  assert.equal(pipeline.stats().stored, 3);
  const bounds = [[50, 100], [100, 200], [150, 300], [150, 300]] as const;
  waits.forEach((wait, index) => {
    assert.ok(wait >= bounds[index]![0] && wait <= bounds[index]![1], `${index}: ${wait}`);
  });
});

Deno.test("run() gives up its wait for the store when it is closed", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  const store = wrapStore(inner, () => ({ commit: () => Promise.reject(new Error("away")) }));
  const clock = new ManualClock();
  const pipeline = await run(inbox, eventFlow, { ...main, store, clock });
  await fill(inbox, 3);
  await settle();
  await pipeline.close();
  assert.deepEqual([pipeline.stats().pending, clock.pending], [3, 0]);
  await using again = await run(inbox, eventFlow, { ...main, store: inner });
  await again.drain();
  assert.equal(again.stats().stored, 3);
});

for (const countsFail of [0, 2]) {
  Deno.test(`run() counts nothing twice when the answer to a commit is lost (${countsFail} more faults)`, async () => {
    await using inbox = memoryInbox();
    await using inner = sqliteStore(":memory:");
    await using queue = sqliteQueue(":memory:");
    let lose = 2;
    let fail = 0;
    const store = wrapStore(inner, (part) => ({
      commit: async (batch) => {
        const result = await part.commit(batch);
        if (lose-- <= 0) return result;
        fail = countsFail;
        throw new Error("connection reset");
      },
      counts: () => fail-- > 0 ? Promise.reject(new Error("still away")) : part.counts(),
    }));
    const { clock, observer } = impatientClock();
    await using pipeline = await run(inbox, eventFlow, {
      ...main,
      store,
      queue,
      clock,
      maxBatchItems: 2,
      observers: [observer],
      windows: {
        all: tumble<EventRow>({ everyMs: 10, time: () => 0, add: { count: () => 1 } }),
      },
      rankings: { kinds: topK<EventRow>({ key: (row) => row.kind! }) },
    });
    await fill(inbox, 7);
    await pipeline.drain();
    const { stored, duplicates, outbox, published } = pipeline.stats();
    assert.deepEqual([stored, duplicates, outbox, published], [7, 0, 0, 7]);
    const part = await inner.open(plan);
    assert.equal((await part.windows("all")).items[0]!.fields.count, 7);
    assert.equal(pipeline.ranking("kinds")[0]!.count, 7);
    assert.deepEqual(await part.outbox(10), []);
    assert.equal((await queue.stats()).depth, 7);
  });
}

for (const place of [0, 3, 7]) {
  Deno.test(`run() sends exactly the delivery that the store refuses to the dead letters (place ${place} of 8)`, async () => {
    await using inbox = memoryInbox();
    await using store = sqliteStore(":memory:");
    await fill(inbox, 8, (index) => index === place ? "poison" : "push");
    await using pipeline = await run(inbox, eventFlow, { ...main, store });
    await pipeline.drain();
    const { stored, dead, retries } = pipeline.stats();
    assert.deepEqual([stored, dead, retries], [7, 1, 0]);
    const part = await store.open(plan);
    const [letter] = (await part.deadLetters()).items;
    assert.deepEqual([letter!.deliveryId, letter!.seq, letter!.stage], [
      `d${place}`,
      place + 1,
      "store",
    ]);
    assert.match(letter!.error, /^StoreRejectedError: .*must be a string/);
  });
}

Deno.test("run() sends all refused deliveries of a batch to the dead letters", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  const poison = new Set([0, 1, 5, 8, 15]);
  await fill(inbox, 16, (index) => poison.has(index) ? "poison" : "push");
  await using pipeline = await run(inbox, eventFlow, { ...main, store });
  await pipeline.drain();
  const letters = (await (await store.open(plan)).deadLetters()).items;
  assert.deepEqual(letters.map(({ seq }) => seq - 1), [...poison]);
  assert.equal(pipeline.stats().stored, 11);
});

type BadWindow = readonly [string, Parameters<typeof tumble<EventRow>>[0], string];

const badWindows: readonly BadWindow[] = [
  ["a time that throws", {
    everyMs: 10,
    time: (row) => {
      if (row.kind === "odd") throw new Error("Cannot tell the time");
      return 0;
    },
    add: { count: () => 1 },
  }, "Error: Cannot tell the time"],
  ["a time that is no number", {
    everyMs: 10,
    time: (row) => row.kind === "odd" ? Number.NaN : 0,
    add: { count: () => 1 },
  }, "TypeError: Cannot count a row as its time must be a finite number: current value is NaN"],
  ["a key that is no text", {
    everyMs: 10,
    time: () => 0,
    key: (row) => row.kind === "odd" ? undefined as unknown as string : "",
    add: { count: () => 1 },
  }, "TypeError: Cannot count a row as its key must be a string: current value is undefined"],
  ["an amount that is no number", {
    everyMs: 10,
    time: () => 0,
    add: { count: (row) => row.kind === "odd" ? "1" as unknown as number : 1 },
  }, 'TypeError: Cannot count a row as its "count" must be a finite number: current value is "1"'],
  [
    "an amount without an end",
    {
      everyMs: 10,
      time: () => 0,
      add: { count: (row) => row.kind === "odd" ? Infinity : 1 },
    },
    'TypeError: Cannot count a row as its "count" must be a finite number: current value is Infinity',
  ],
];

Deno.test("run() stops with OffsetConflictError when another pipeline moves its offset", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  const pipeline = await run(inbox, eventFlow, { ...main, store });
  const part = await store.open(plan);
  await part.commit({
    fromSeq: 0,
    toSeq: 5,
    records: [],
    dead: [],
    filtered: 5,
    aggregate: () => ({ windows: [], sketches: [] }),
  });
  await fill(inbox, 1);
  await assert.rejects(pipeline.drain(), OffsetConflictError);
  await assert.rejects(pipeline.done, OffsetConflictError);
  await assert.rejects(pipeline.close(), OffsetConflictError);
  assert.equal((await store.page(events)).items.length, 0);
});

Deno.test("run() stops with QueueClosedError when its queue is closed, and relays at the next start", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  const queue = sqliteQueue(":memory:");
  const clock = new ManualClock();
  const pipeline = await run(inbox, eventFlow, { ...main, store, queue, clock });
  await queue.close();
  await fill(inbox, 2);
  await assert.rejects(pipeline.drain(), QueueClosedError);
  await assert.rejects(pipeline.done, QueueClosedError);
  await assert.rejects(pipeline.drain(), QueueClosedError);
  await assert.rejects(pipeline.close(), QueueClosedError);
  assert.equal(clock.pending, 0);
  assert.ok(pipeline.stats().outbox > 0);
  await using open = sqliteQueue(":memory:");
  await using again = await run(inbox, eventFlow, { ...main, store, queue: open });
  await again.drain();
  assert.deepEqual([again.stats().published, (await open.stats()).depth], [2, 2]);
});

Deno.test("run() stops with StoreClosedError when its store is closed, and loses nothing", async () => {
  await using inbox = memoryInbox();
  const store = sqliteStore(":memory:");
  const clock = new ManualClock();
  const pipeline = await run(inbox, eventFlow, { ...main, store, clock });
  await store.close();
  await fill(inbox, 2);
  await assert.rejects(pipeline.drain(), StoreClosedError);
  await assert.rejects(pipeline.done, StoreClosedError);
  await assert.rejects(pipeline.close(), StoreClosedError);
  assert.deepEqual([clock.pending, pipeline.stats().pending, pipeline.stats().retries], [0, 2, 0]);
});

Deno.test("run() stops when a store refuses even the dead letter, and loses nothing", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  const store = wrapStore(inner, () => ({
    commit: () => Promise.reject(new StoreRejectedError("Cannot store anything")),
  }));
  const pipeline = await run(inbox, eventFlow, { ...main, store });
  await fill(inbox, 2);
  await assert.rejects(pipeline.done, StoreRejectedError);
  await assert.rejects(pipeline.close(), StoreRejectedError);
  assert.equal(pipeline.stats().pending, 2);
});

Deno.test("run() relays later messages when those of a lost answer had been relayed before", async () => {
  await using inbox = memoryInbox();
  await using inner = sqliteStore(":memory:");
  await using inside = sqliteQueue(":memory:");
  const held = new Held();
  const store = wrapStore(inner, (part) => ({
    commit: async (batch) => {
      if (batch.fromSeq !== 2) return await part.commit(batch);
      await held.wait();
      await part.commit(batch);
      throw new Error("connection reset");
    },
  }));
  let failures = 1;
  const queue = wrapQueue(inside, {
    publish: (messages) =>
      failures-- > 0 ? Promise.reject(new Error("away")) : inside.publish(messages),
  });
  const clock = new ManualClock();
  let queueDelayMs = 0;
  await fill(inbox, 2);
  await using pipeline = await run(inbox, eventFlow, {
    ...main,
    store,
    queue,
    clock,
    observers: [(event) => {
      if (event.event === "queue.retrying") queueDelayMs = event.delayMs;
    }],
  });
  await settle();
  await fill(inbox, 1);
  await held.reached;
  clock.advance(queueDelayMs - 1);
  held.release();
  await settle();
  assert.equal(pipeline.stats().retries, 1);
  clock.advance(1);
  await settle();
  assert.equal((await inside.stats()).depth, 3, "the relay was first");
  clock.advance(100);
  await inbox.append(deliveryOf("x1", { kind: "push" }));
  await pipeline.drain();
  assert.deepEqual(await (await inner.open(plan)).outbox(10), []);
  assert.equal((await inside.stats()).depth, 4);
});

for (const [what, window, error] of badWindows) {
  Deno.test(`run() buries the delivery whose row a window cannot count (${what})`, async () => {
    await using inbox = memoryInbox();
    await using store = sqliteStore(":memory:");
    await fill(inbox, 5, (index) => index === 2 ? "odd" : "push");
    await using pipeline = await run(inbox, eventFlow, {
      ...main,
      store,
      windows: { all: tumble(window) },
      clock: new ManualClock(),
    });
    await settle();
    await settle();
    assert.deepEqual([pipeline.stats().stored, pipeline.stats().dead], [4, 1]);
    const part = await store.open(plan);
    assert.equal((await part.windows("all")).items[0]!.fields.count, 4);
    const [letter] = (await part.deadLetters()).items;
    assert.deepEqual([letter!.deliveryId, letter!.stage], ["d2", "window all"]);
    assert.equal(letter!.error, error);
  });
}

Deno.test("run() buries the delivery whose row a ranking cannot count", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await fill(inbox, 5, (index) => index === 2 ? "odd" : "push");
  await using pipeline = await run(inbox, eventFlow, {
    ...main,
    store,
    rankings: {
      kinds: topK<EventRow>({
        key: (row) => row.kind === "odd" ? 5 as unknown as string : row.kind!,
      }),
    },
    clock: new ManualClock(),
  });
  await settle();
  assert.deepEqual([pipeline.stats().stored, pipeline.stats().dead], [4, 1]);
  assert.deepEqual(pipeline.ranking("kinds"), [{ key: "push", count: 4, error: 0 }]);
  const [letter] = (await pipeline.deadLetters()).items;
  assert.deepEqual([letter!.stage, letter!.error], [
    "ranking kinds",
    "TypeError: Cannot count a row as its key must be a string: current value is 5",
  ]);
});
