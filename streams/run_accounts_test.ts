import assert from "node:assert/strict";
import fc from "fast-check";
import { memoryInbox } from "./inboxes/memory_inbox.ts";
import type { Pipeline, PipelineStats } from "./pipeline.ts";
import { run } from "./run.ts";
import { topK } from "./sketches/top_k.ts";
import { sqliteQueue, sqliteStore } from "./sqlite.ts";
import type { Store, WindowRow } from "./store.ts";
import { deliveryOf } from "./testdata/deliveries.ts";
import {
  type EventBody,
  eventFlow,
  type EventRow,
  events,
  impatientClock,
  wrapQueue,
  wrapStore,
} from "./testdata/pipelines.ts";
import { tumble } from "./windows/tumble.ts";

interface Sent {
  readonly id: string;
  readonly body: EventBody;
}

const sent = fc.record({
  id: fc.integer({ min: 0, max: 25 }).map((id) => `id-${id}`),
  body: fc.record({
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom("push", "star", "fork") },
      { weight: 3, arbitrary: fc.constantFrom("drop", "throw", "poison") },
    ),
    atMs: fc.integer({ min: 0, max: 50 }),
    amount: fc.integer({ min: -5, max: 5 }),
  }),
}) satisfies fc.Arbitrary<Sent>;

/** What the accounts must be, counted the naive way. */
function naive(all: readonly Sent[]) {
  const counts = { stored: 0, duplicates: 0, dead: 0, filtered: 0 };
  const rows = new Map<string, EventBody>();
  for (const { id, body } of all) {
    if (body.kind === "drop") counts.filtered++;
    else if (body.kind === "throw") counts.dead++;
    else if (rows.has(id)) counts.duplicates++;
    else if (body.kind === "poison") counts.dead++;
    else {
      counts.stored++;
      rows.set(id, body);
    }
  }
  const windows = new Map<string, { count: number; amount: number }>();
  const kinds = new Map<string, number>();
  for (const { kind, atMs = 0, amount = 0 } of rows.values()) {
    const place = JSON.stringify([Math.floor(atMs / 10) * 10, kind]);
    const window = windows.get(place) ?? { count: 0, amount: 0 };
    windows.set(place, { count: window.count + 1, amount: window.amount + amount });
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return { counts, rows, windows, kinds };
}

function assertConserved(stats: PipelineStats): void {
  const { accepted, stored, duplicates, dead, filtered, pending } = stats;
  assert.equal(stored + duplicates + dead + filtered + pending, accepted);
  assert.ok(pending >= 0 && stats.outbox >= 0);
}

/** A store that fails now and then, before or after it has done what it was asked for. */
function shakyStore(inner: Store, faults: readonly ("before" | "after" | "none")[]): Store {
  let call = 0;
  return wrapStore(inner, (part) => ({
    commit: async (batch) => {
      const fault = faults[call++ % faults.length];
      if (fault === "before") throw new Error("connection refused");
      const result = await part.commit(batch);
      if (fault === "after") throw new Error("connection reset");
      return result;
    },
    confirm: async (places) => {
      const fault = faults[call++ % faults.length];
      if (fault === "before") throw new Error("connection refused");
      await part.confirm(places);
      if (fault === "after") throw new Error("connection reset");
    },
  }));
}

const fault = fc.constantFrom(
  "none" as const,
  "none" as const,
  "before" as const,
  "after" as const,
);

Deno.test("run() accounts for every delivery through duplicates, poison, faults and restarts", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sent, { maxLength: 60 }),
      fc.array(fc.nat({ max: 12 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      fc.tuple(fc.constant("none" as const), fault, fault, fault),
      async (all, restarts, maxBatchItems, faults) => {
        await using inbox = memoryInbox();
        await using inner = sqliteStore(":memory:");
        await using inside = sqliteQueue(":memory:");
        let publishes = 0;
        const arrived = new Set<string>();
        const queue = wrapQueue(inside, {
          publish: async (messages) => {
            const fate = faults[publishes++ % faults.length];
            if (fate === "before") throw new Error("queue away");
            await inside.publish(messages);
            for (const { id } of messages) arrived.add(id);
            if (fate === "after") throw new Error("confirm lost");
          },
        });
        const { clock, observer } = impatientClock();
        let pipeline: Pipeline | undefined;
        const start = () =>
          run(inbox, eventFlow, {
            name: "main",
            table: events,
            store: shakyStore(inner, faults),
            queue,
            clock,
            maxBatchItems,
            observers: [observer, () => pipeline && assertConserved(pipeline.stats())],
            windows: {
              tens: tumble<EventRow>({
                everyMs: 10,
                time: (row) => row.at_ms!,
                key: (row) => row.kind!,
                add: { count: () => 1, amount: (row) => row.amount! },
              }),
            },
            rankings: { kinds: topK<EventRow>({ key: (row) => row.kind! }) },
          });
        pipeline = await start();
        const stops = new Set(restarts.map((each) => each * 5));
        for (const [index, { id, body }] of all.entries()) {
          await inbox.append(deliveryOf(id, body));
          assertConserved(pipeline.stats());
          if (!stops.has(index)) continue;
          await pipeline.close();
          assertConserved(pipeline.stats());
          pipeline = await start();
          assertConserved(pipeline.stats());
        }
        await pipeline.drain();
        const expected = naive(all);
        const { stored, duplicates, dead, filtered, pending, outbox } = pipeline.stats();
        assert.deepEqual({ stored, duplicates, dead, filtered }, expected.counts);
        assert.deepEqual([pending, outbox], [0, 0]);
        assert.equal(pipeline.stats().published, expected.rows.size);
        assert.equal((await inner.page(events)).items.length, expected.rows.size);
        assert.deepEqual(arrived, new Set(expected.rows.keys()));
        assert.ok((await inside.stats()).depth >= arrived.size);
        const part = await inner.open({ pipeline: "main", table: events });
        const windows = (await part.windows("tens")).items as WindowRow[];
        assert.deepEqual(
          new Map(
            windows.map(({ startMs, key, fields }) => [JSON.stringify([startMs, key]), fields]),
          ),
          new Map([...expected.windows].sort(([a], [b]) => {
            const [x, y] = [JSON.parse(a), JSON.parse(b)];
            return x[0] - y[0] || (x[1] < y[1] ? -1 : 1);
          })),
        );
        assert.deepEqual(
          new Map(pipeline.ranking("kinds").map(({ key, count }) => [key, count])),
          new Map(expected.kinds),
        );
        await pipeline.close();
      },
    ),
    { numRuns: 150 },
  );
});
