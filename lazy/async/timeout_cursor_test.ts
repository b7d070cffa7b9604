import assert from "node:assert/strict";
import fc from "fast-check";
import { delay } from "../../_internal/clock.ts";
import { ManualClock } from "../../testing/manual_clock.ts";
import { END } from "../engine/pull_run.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { feedOf, readCursor } from "./testdata/read_cursor.ts";
import { ScriptedFeed, type Step } from "./testdata/scripted_feed.ts";
import { checkTimeout, TimeoutCursor } from "./timeout_cursor.ts";

const cases = fc.record({
  /** How long each item takes; a late one is put in somewhere. */
  delaysMs: fc.array(fc.constantFrom(0, 0, 1, 10, 20, 23), { maxLength: 12, size: "max" }),
  lateAt: fc.nat(14),
  lateMs: fc.constantFrom(26, 30, 1000),
  pauseMs: fc.constantFrom(0, 0, 3, 40),
  endsMs: fc.constantFrom(0, 10),
  fails: fc.boolean(),
});

Deno.test("TimeoutCursor lets items pass until one does not come in time", async () => {
  const property = fc.asyncProperty(cases, async (params) => {
    const { delaysMs, lateAt, lateMs, pauseMs, endsMs, fails } = params;
    const clock = new ManualClock();
    const steps: Step[] = delaysMs.map((afterMs, out) => ({ afterMs, out }));
    const isLate = lateAt < delaysMs.length;
    if (isLate) steps.splice(lateAt, 0, { afterMs: lateMs, out: fails ? boom : "late" });
    const feed = new ScriptedFeed(clock, [...steps, { afterMs: endsMs, out: END }]);
    const items: unknown[] = [];
    const run = readCursor(() => new TimeoutCursor(feed, checkTimeout(25, { clock })))
      .forEach((item) => {
        items.push(item);
        return pauseMs === 0 ? undefined : delay(clock, pauseMs);
      })
      .then(() => undefined, (error: unknown) => [(error as Error).name, clock.monotonic()]);
    await clock.advanceAsync(2000);
    const before = isLate ? steps.slice(0, lateAt) : steps;
    const askedMs = before.reduce((sum, { afterMs }) => sum + afterMs + pauseMs, 0);
    assert.deepEqual(await run, isLate ? ["TimeoutError", askedMs + 25] : undefined);
    assert.deepEqual(items, before.map(({ out }) => out));
    assert.deepEqual([feed.closes, feed.abandons, clock.pending], [0, isLate ? 1 : 0, 0]);
  });
  await fc.assert(property, { numRuns: 400 });
});

Deno.test("TimeoutCursor sets one timer for many pulls, and none while the consumer is slow", async () => {
  const clock = new ManualClock();
  const setTimer = clock.setTimer.bind(clock);
  let timers = 0;
  clock.setTimer = (callback, delayMs) => {
    timers++;
    return setTimer(callback, delayMs);
  };
  const feed = feedOf(Array.from({ length: 100 }, (_, item) => Promise.resolve(item)));
  const cursor = new TimeoutCursor(feed, checkTimeout(5, { clock }));
  for (let item = 0; item < 100; item++) await cursor.next();
  assert.deepEqual([timers, clock.pending], [1, 1]);
  await clock.advanceAsync(100);
  assert.deepEqual([timers, clock.pending], [1, 0]);
});

Deno.test("TimeoutCursor sets no timer when items may take any time", async () => {
  const clock = new ManualClock();
  const cursor = new TimeoutCursor(feedOf(probe(0)), checkTimeout(Infinity, { clock }));
  const answer = cursor.next();
  assert.equal(clock.pending, 0);
  cursor.close();
  assert.deepEqual(await answer, { done: true, value: undefined });
});

Deno.test("TimeoutCursor says which item did not come and what to do", async () => {
  const clock = new ManualClock();
  const source = probe(2);
  const run = readCursor(() => new TimeoutCursor(feedOf(source), checkTimeout(250, { clock })))
    .toArray();
  const expected = {
    name: "TimeoutError",
    message: "Cannot go on as item 3 did not come within 250 ms: " +
      'raise "timeoutMs", or find out what the source waits for',
  };
  await Promise.all([assert.rejects(run, expected), source.hanging, clock.advanceAsync(250)]);
  assert.deepEqual([source.closes, clock.pending], [1, 0]);
});

Deno.test("TimeoutCursor does not wait for a source that hangs in return()", async () => {
  const clock = new ManualClock();
  const source = probe(0);
  source.return = () => new Promise(() => source.closes++);
  const run = readCursor(() => new TimeoutCursor(feedOf(source), checkTimeout(5, { clock })))
    .toArray();
  await Promise.all([assert.rejects(run, { name: "TimeoutError" }), clock.advanceAsync(5)]);
  assert.equal(source.closes, 1);
});

Deno.test("TimeoutCursor sets no timer when the items come on the spot", async () => {
  const clock = new ManualClock();
  clock.setTimer = () => assert.fail("must not set a timer");
  const items = readCursor(() => new TimeoutCursor(feedOf([1, 2]), checkTimeout(5, { clock })));
  assert.deepEqual(await items.toArray(), [1, 2]);
});

Deno.test("TimeoutCursor does not count the time that the consumer takes", async () => {
  const clock = new ManualClock();
  const feed = feedOf([1, 2].map((item) => Promise.resolve(item)));
  const items: number[] = [];
  await readCursor<number>(() => new TimeoutCursor(feed, checkTimeout(5, { clock })))
    .forEach(async (item) => {
      await clock.advanceAsync(100);
      items.push(item);
    });
  assert.deepEqual(items, [1, 2]);
});

Deno.test("TimeoutCursor fails with the error of the source when that comes first", async () => {
  const clock = new ManualClock();
  const feed = new ScriptedFeed(clock, [{ afterMs: 3, out: boom }]);
  const run = readCursor(() => new TimeoutCursor(feed, checkTimeout(5, { clock }))).toArray();
  await Promise.all([assert.rejects(run, isBoom), clock.advanceAsync(3)]);
  assert.deepEqual([feed.abandons, clock.pending], [0, 0]);
});

Deno.test("TimeoutCursor cancels the timer when it is closed", async () => {
  const clock = new ManualClock();
  const source = probe(0);
  const cursor = new TimeoutCursor(feedOf(source), checkTimeout(5, { clock }));
  const answer = cursor.next();
  assert.equal(clock.pending, 1);
  cursor.close();
  assert.deepEqual([await answer, clock.pending], [{ done: true, value: undefined }, 0]);
  assert.equal(source.closes, 1);
});

Deno.test("checkTimeout() refuses what is no time and unknown options", () => {
  assert.throws(() => checkTimeout("5" as never), /"timeoutMs" must be a number of milliseconds/);
  assert.throws(() => checkTimeout(NaN), RangeError);
  assert.throws(() => checkTimeout(5, { clok: 1 } as never), /"clok" does not exist: use "clock"/);
  assert.throws(() => checkTimeout(5, { clock: 1 } as never), /"clock" must be an object/);
});
