import assert from "node:assert/strict";
import fc from "fast-check";
import { delay } from "../../_internal/clock.ts";
import { ManualClock } from "../../testing/manual_clock.ts";
import { END } from "../engine/pull_run.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { BatchCursor } from "./batch_cursor.ts";
import { readCursor } from "./testdata/read_cursor.ts";
import { ScriptedFeed } from "./testdata/scripted_feed.ts";

interface Case {
  /** How long each item takes from when it is asked for; 0 is on the spot. */
  readonly delaysMs: number[];
  readonly size: number;
  readonly maxWaitMs: number;
  /** How long the consumer works on each batch. */
  readonly pauseMs: number;
  /** How long it takes to find that there are no more items. */
  readonly endsMs: number;
  readonly fails: boolean;
}

// The last digits keep an item from coming in the very millisecond in which a wait is over.
const cases: fc.Arbitrary<Case> = fc.record({
  delaysMs: fc.array(fc.constantFrom(0, 0, 100, 200, 700), { maxLength: 14, size: "max" }),
  size: fc.integer({ min: 1, max: 5 }),
  maxWaitMs: fc.constantFrom(51, 251, 1001, Infinity),
  pauseMs: fc.constantFrom(0, 100, 400),
  endsMs: fc.constantFrom(0, 100, 700),
  fails: fc.boolean(),
});

/** Batches and when they are handed over, worked out step by step. */
function expected({ delaysMs, endsMs, size, maxWaitMs, pauseMs }: Case): [number, number[]][] {
  const out: [number, number[]][] = [];
  let nowMs = 0;
  let next = 0;
  let isEnded = false;
  /** When the pull under way is answered. */
  let comesMs: number | undefined;
  let batch: number[] = [];
  const receive = () => {
    comesMs = undefined;
    if (next < delaysMs.length) batch.push(next++);
    else isEnded = true;
  };
  for (;;) {
    let dueMs = batch.length > 0 ? nowMs + maxWaitMs : Infinity;
    while (batch.length < size && !isEnded && nowMs < dueMs) {
      comesMs ??= nowMs + (delaysMs[next] ?? endsMs);
      nowMs = Math.min(comesMs, dueMs);
      if (nowMs !== comesMs) break;
      receive();
      if (batch.length === 1) dueMs = nowMs + maxWaitMs;
    }
    if (batch.length === 0) return out;
    out.push([nowMs, batch]);
    batch = [];
    nowMs += pauseMs;
    if (comesMs !== undefined && comesMs <= nowMs) receive();
  }
}

Deno.test("BatchCursor hands over each item once, when its batch is full or its time is over", async () => {
  const property = fc.asyncProperty(cases, async (params) => {
    const { delaysMs, size, maxWaitMs, pauseMs, endsMs, fails } = params;
    const clock = new ManualClock();
    const steps = delaysMs.map((afterMs, out) => ({ afterMs, out: out as unknown }));
    steps.push({ afterMs: endsMs, out: fails ? boom : END });
    const feed = new ScriptedFeed(clock, steps);
    const actual: [number, number[]][] = [];
    let asked = 0;
    const cursor = () => new BatchCursor(feed, { size, maxWaitMs, clock });
    const run = readCursor<number[]>(cursor).forEach(async (batch) => {
      actual.push([clock.monotonic(), batch]);
      asked += batch.length;
      assert.ok(feed.pulls - asked <= 1, "at most one pull is ahead");
      if (pauseMs > 0) await delay(clock, pauseMs);
    });
    const outcome = run.then(() => undefined, (error: unknown) => error);
    await clock.advanceAsync(100_000);
    assert.equal(isBoom(await outcome), fails);
    assert.deepEqual(actual, expected(params));
    assert.deepEqual([feed.closes, feed.abandons, clock.pending], [0, 0, 0]);
  });
  await fc.assert(property, { numRuns: 400 });
});

Deno.test("BatchCursor closes the feed once and leaves no timer wherever it is stopped", async () => {
  const property = fc.asyncProperty(cases, fc.nat(2000), async (params, stopMs) => {
    const clock = new ManualClock();
    const steps = params.delaysMs.map((afterMs, out) => ({ afterMs, out }));
    const feed = new ScriptedFeed(clock, steps);
    const controller = new AbortController();
    const { size, maxWaitMs, pauseMs } = params;
    const run = readCursor(() => new BatchCursor(feed, { size, maxWaitMs, clock }))
      .forEach(() => pauseMs > 0 ? delay(clock, pauseMs) : undefined, controller)
      .catch(() => {});
    await clock.advanceAsync(stopMs);
    const wasEnded = feed.state === "ended";
    controller.abort(boom);
    await run;
    const wasPulling = feed.state === "pulling";
    assert.equal(feed.closes + feed.abandons, wasEnded ? 0 : 1);
    const isPausing = clock.pending - (wasPulling ? 1 : 0);
    await clock.advanceAsync(pauseMs);
    assert.ok(isPausing <= 1 && clock.pending <= (wasPulling ? 1 : 0), "no timer of the batch");
  });
  await fc.assert(property, { numRuns: 400 });
});
