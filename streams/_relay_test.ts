import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { Relay } from "./_relay.ts";
import { QueueClosedError, StoreClosedError } from "./errors.ts";
import { memoryInbox } from "./inboxes/memory_inbox.ts";
import type { PipelineEvent } from "./pipeline_event.ts";
import type { Queue } from "./queue.ts";
import { run } from "./run.ts";
import { sqliteQueue, sqliteStore } from "./sqlite.ts";
import type { OutboxEntry, StoreCounts } from "./store.ts";
import { deliveryOf } from "./testdata/deliveries.ts";
import { Held, settle } from "./testdata/held.ts";
import { eventFlow, events, impatientClock, wrapQueue } from "./testdata/pipelines.ts";

function countsOf(outbox: number, published = 0): StoreCounts {
  return { offset: 0, stored: 0, duplicates: 0, dead: 0, filtered: 0, outbox, published };
}

/** An outbox in memory. */
function outboxOf(count: number) {
  const entries: OutboxEntry[] = Array.from({ length: count }, (_, index) => ({
    place: index + 1,
    id: `m${index + 1}`,
    routingKey: "events",
    body: "{}",
  }));
  let published = 0;
  return {
    entries,
    counts: () => Promise.resolve(countsOf(entries.length, published)),
    outbox: (limit: number) => Promise.resolve(entries.slice(0, limit)),
    confirm: (places: readonly number[]) => {
      const gone = new Set(places);
      const kept = entries.filter(({ place }) => !gone.has(place));
      published += entries.length - kept.length;
      entries.splice(0, entries.length, ...kept);
      return Promise.resolve();
    },
  };
}

function queueOf(publish: Queue["publish"]): Queue {
  return wrapQueue({} as Queue, { publish });
}

const common = { maxMessages: 2, backoff: { minDelayMs: 100, maxDelayMs: 100 } };

Deno.test("Relay publishes what waits at the start, oldest first, a few at a time", async () => {
  const store = outboxOf(5);
  const published: string[][] = [];
  const queue = queueOf((messages) => {
    published.push(messages.map(({ id }) => id));
    return Promise.resolve();
  });
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(5), clock, observers: [] });
  await relay.below(0);
  assert.deepEqual(published, [["m1", "m2"], ["m3", "m4"], ["m5"]]);
  assert.deepEqual([relay.waiting, relay.published, store.entries.length], [0, 5, 0]);
  await relay.close();
});

Deno.test("Relay takes a message out of the outbox only after the queue has confirmed it", async () => {
  const store = outboxOf(1);
  const held = new Held();
  const queue = queueOf(() => held.wait());
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(1), clock, observers: [] });
  await held.reached;
  await settle();
  assert.deepEqual([store.entries.length, relay.waiting, relay.published], [1, 1, 0]);
  held.release();
  await relay.below(0);
  assert.deepEqual([store.entries.length, relay.published], [0, 1]);
  await relay.close();
});

Deno.test("Relay publishes again with the same id when a confirm is lost", async () => {
  const store = outboxOf(1);
  const published: string[] = [];
  const queue = queueOf((messages) => {
    published.push(...messages.map(({ id }) => id));
    return published.length === 1 ? Promise.reject(new Error("confirm lost")) : Promise.resolve();
  });
  const clock = new ManualClock();
  const told: PipelineEvent[] = [];
  const observers = [(event: PipelineEvent) => void told.push(event)];
  const relay = new Relay({ ...common, store, queue, counts: countsOf(1), clock, observers });
  await settle();
  assert.deepEqual([published.length, clock.pending, relay.waiting], [1, 1, 1]);
  clock.advance(100);
  await relay.below(0);
  assert.deepEqual(published, ["m1", "m1"]);
  assert.deepEqual(told.map(({ event }) => event), ["queue.retrying", "messages.published"]);
  await relay.close();
});

Deno.test("Relay close() cuts a publish off and leaves its messages in the outbox", async () => {
  const store = outboxOf(2);
  const reached = new Held();
  const queue = queueOf((_, options) => {
    reached.wait();
    return new Promise((_, reject) => {
      options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
    });
  });
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(2), clock, observers: [] });
  await reached.reached;
  await relay.close();
  assert.deepEqual([store.entries.length, clock.pending], [2, 0]);
});

Deno.test("Relay close() gives up a pause, and below() resolves", async () => {
  const store = outboxOf(1);
  const queue = queueOf(() => Promise.reject(new Error("away")));
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(1), clock, observers: [] });
  await settle();
  const below = relay.below(0);
  assert.equal(clock.pending, 1);
  await relay.close();
  await below;
  assert.equal(clock.pending, 0);
});

Deno.test("Relay copes with a count that is too high", async () => {
  const store = outboxOf(1);
  const queue = queueOf(() => Promise.resolve());
  const clock = new ManualClock();
  const told: PipelineEvent[] = [];
  const observers = [(event: PipelineEvent) => void told.push(event)];
  const relay = new Relay({ ...common, store, queue, counts: countsOf(7), clock, observers });
  await relay.below(0);
  assert.deepEqual([relay.waiting, relay.published], [0, 1]);
  assert.equal(told.length, 1, "an empty outbox is nothing to tell");
  await relay.close();
});

Deno.test("Relay goes on counting what was published where the store stands", async () => {
  const store = outboxOf(2);
  const queue = queueOf(() => Promise.resolve());
  const clock = new ManualClock();
  const relay = new Relay({
    ...common,
    store,
    queue,
    counts: countsOf(2, 40),
    clock,
    observers: [],
  });
  await relay.below(0);
  assert.equal(relay.published, 42);
  await relay.close();
});

Deno.test("Relay knows what was published also when the answer of confirm is lost", async () => {
  const store = outboxOf(3);
  const { confirm } = store;
  let lose = 1;
  store.confirm = async (places) => {
    await confirm(places);
    if (lose-- > 0) throw new Error("connection reset");
  };
  const queue = queueOf(() => Promise.resolve());
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(3), clock, observers: [] });
  await settle();
  assert.deepEqual([relay.waiting, relay.published, clock.pending], [1, 2, 1]);
  clock.advance(100);
  await relay.below(0);
  assert.deepEqual([relay.waiting, relay.published, store.entries.length], [0, 3, 0]);
  await relay.close();
});

Deno.test("Relay counts no message twice whose confirm works late", async () => {
  const store = outboxOf(1);
  const { confirm } = store;
  let breaks = 1;
  store.confirm = (places) =>
    breaks-- > 0 ? Promise.reject(new Error("connection reset")) : confirm(places);
  let publishes = 0;
  const queue = queueOf(async () => {
    // The statement that was cut off works after all, while the message is published again.
    if (++publishes === 2) await confirm([1]);
  });
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(1), clock, observers: [] });
  await settle();
  clock.advance(100);
  await relay.below(0);
  assert.deepEqual([publishes, relay.waiting, relay.published], [2, 0, 1]);
  await relay.close();
});

Deno.test("Relay recount() finds the messages of a commit whose answer was lost", async () => {
  const store = outboxOf(3);
  const queue = queueOf(() => Promise.resolve());
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(0), clock, observers: [] });
  await settle();
  assert.equal(store.entries.length, 3);
  relay.recount();
  await relay.below(0);
  assert.deepEqual([relay.waiting, relay.published, store.entries.length], [0, 3, 0]);
  await relay.close();
});

Deno.test("Relay loses no message that is added while it reads the counts", async () => {
  const store = outboxOf(1);
  const { counts } = store;
  const held = new Held();
  let failures = 1;
  store.counts = async () => {
    const seen = await counts();
    await held.wait();
    return seen;
  };
  const queue = queueOf(() =>
    failures-- > 0 ? Promise.reject(new Error("away")) : Promise.resolve()
  );
  const clock = new ManualClock();
  const relay = new Relay({ ...common, store, queue, counts: countsOf(1), clock, observers: [] });
  await held.reached;
  store.entries.push({ place: 2, id: "m2", routingKey: "events", body: "{}" });
  relay.add(1);
  held.release();
  await settle();
  assert.equal(relay.waiting, 2);
  clock.advance(100);
  await relay.below(0);
  assert.deepEqual([relay.published, store.entries.length], [2, 0]);
  await relay.close();
});

for (const Closed of [QueueClosedError, StoreClosedError]) {
  Deno.test(`Relay ends with ${Closed.name} and does not try again`, async () => {
    const store = outboxOf(1);
    const error = new Closed("Cannot publish");
    const queue = queueOf(() => Promise.reject(error));
    const clock = new ManualClock();
    const told: PipelineEvent[] = [];
    const observers = [(event: PipelineEvent) => void told.push(event)];
    const relay = new Relay({ ...common, store, queue, counts: countsOf(1), clock, observers });
    await assert.rejects(relay.below(0), error);
    await assert.rejects(relay.done, error);
    assert.deepEqual([store.entries.length, clock.pending, told], [1, 0, []]);
    await relay.close();
  });
}

Deno.test("run() waits at maxOutbox for the queue and accepts nothing less", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await using inside = sqliteQueue(":memory:");
  const held = new Held();
  const queue = wrapQueue(inside, {
    publish: async (messages) => {
      await held.wait();
      await inside.publish(messages);
    },
  });
  for (let index = 0; index < 20; index++) {
    await inbox.append(deliveryOf(`d${index}`, { kind: "push" }));
  }
  let most = 0;
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    queue,
    maxOutbox: 5,
    maxBatchItems: 3,
    observers: [() => most = Math.max(most, pipeline?.stats().outbox ?? 0)],
  });
  await settle();
  assert.deepEqual([pipeline.stats().outbox, pipeline.stats().pending], [6, 14]);
  held.release();
  await pipeline.drain();
  assert.ok(most <= 5 + 3, `${most} messages waited`);
  assert.equal((await inside.stats()).depth, 20);
});

Deno.test("run() relays everything once a queue that failed for a while is back", async () => {
  await using inbox = memoryInbox();
  await using store = sqliteStore(":memory:");
  await using inside = sqliteQueue(":memory:");
  let failures = 5;
  const queue = wrapQueue(inside, {
    publish: (messages) =>
      failures-- > 0 ? Promise.reject(new Error("away")) : inside.publish(messages),
  });
  const { clock, observer } = impatientClock();
  {
    await using pipeline = await run(inbox, eventFlow, {
      name: "main",
      store,
      table: events,
      queue: wrapQueue(inside, { publish: () => Promise.reject(new Error("away")) }),
      clock: new ManualClock(),
    });
    await inbox.append(deliveryOf("a", { kind: "push" }));
    while (pipeline.stats().pending > 0) await settle();
    assert.equal(pipeline.stats().outbox, 1);
  }
  await using pipeline = await run(inbox, eventFlow, {
    name: "main",
    store,
    table: events,
    queue,
    clock,
    observers: [observer],
  });
  await inbox.append(deliveryOf("b", { kind: "push" }));
  await pipeline.drain();
  assert.deepEqual([pipeline.stats().outbox, pipeline.stats().published], [0, 2]);
  assert.equal((await inside.stats()).depth, 2);
});
