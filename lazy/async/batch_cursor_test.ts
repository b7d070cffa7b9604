import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { BatchCursor, checkBatch } from "./batch_cursor.ts";
import { feedOf, readCursor } from "./testdata/read_cursor.ts";
import { ScriptedFeed } from "./testdata/scripted_feed.ts";

Deno.test("BatchCursor asks for nothing while nobody waits for a batch", async () => {
  const source = probe(9);
  const cursor = new BatchCursor(feedOf(source), checkBatch({ size: 2 }));
  assert.deepEqual(await cursor.next(), { done: false, value: [1, 2] });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(source.pulls, 2);
  await cursor.close();
  assert.equal(source.closes, 1);
});

Deno.test("BatchCursor sets no timer while it waits for the first item", async () => {
  const clock = new ManualClock();
  const feed = new ScriptedFeed(clock, [{ afterMs: 500, out: 1 }, { afterMs: 500, out: 2 }]);
  const cursor = new BatchCursor(feed, checkBatch({ size: 2, maxWaitMs: 100, clock }));
  const batch = cursor.next() as Promise<unknown>;
  assert.equal(clock.pending, 1);
  await clock.advanceAsync(500);
  assert.equal(clock.pending, 2);
  await clock.advanceAsync(100);
  assert.deepEqual([await batch, clock.pending], [{ done: false, value: [1] }, 1]);
  cursor.close();
  feed.stop();
});

Deno.test("BatchCursor keeps the pull that is under way when the time is over", async () => {
  const clock = new ManualClock();
  const feed = new ScriptedFeed(clock, [{ afterMs: 0, out: 1 }, { afterMs: 500, out: 2 }]);
  const cursor = new BatchCursor(feed, checkBatch({ size: 2, maxWaitMs: 100, clock }));
  const first = cursor.next();
  await clock.advanceAsync(100);
  assert.deepEqual(await first, { done: false, value: [1] });
  const second = cursor.next();
  await clock.advanceAsync(400);
  assert.deepEqual([await second, feed.pulls], [{ done: false, value: [2] }, 3]);
});

Deno.test("BatchCursor sets no timer when the items come on the spot", async () => {
  const clock = new ManualClock();
  const settings = checkBatch({ size: 2, maxWaitMs: 100, clock });
  clock.setTimer = () => assert.fail("must not set a timer");
  const batches = readCursor(() => new BatchCursor(feedOf([1, 2, 3]), settings));
  assert.deepEqual(await batches.toArray(), [[1, 2], [3]]);
});

Deno.test("BatchCursor looks at the time when each item comes on the spot but takes long", async () => {
  const clock = new ManualClock();
  const source = function* () {
    for (let item = 0; item < 5; item++) {
      clock.advance(60);
      yield item;
    }
  };
  const settings = checkBatch({ size: 9, maxWaitMs: 100, clock });
  const batches = readCursor(() => new BatchCursor(feedOf(source), settings));
  assert.deepEqual(await batches.toArray(), [[0, 1, 2], [3, 4]]);
});

Deno.test("BatchCursor counts the wait from the first item, though the next ones came", async () => {
  const clock = new ManualClock();
  const source = function* () {
    yield 1;
    clock.advance(60);
    yield 2;
    yield new Promise<number>(() => {});
  };
  const cursor = new BatchCursor(feedOf(source), checkBatch({ size: 9, maxWaitMs: 100, clock }));
  const batch = cursor.next();
  await clock.advanceAsync(40);
  assert.deepEqual([await batch, clock.pending], [{ done: false, value: [1, 2] }, 0]);
  cursor.close();
});

Deno.test("BatchCursor tells an error once, and not when it was closed before", async () => {
  const done = { done: true, value: undefined };
  const open = () => new BatchCursor(feedOf(probe(1, { failAt: 2 })), checkBatch({ size: 2 }));
  const read = open();
  assert.deepEqual(await read.next(), { done: false, value: [1] });
  assert.throws(() => read.next(), /source failed/);
  assert.deepEqual(read.next(), done);
  const empty = new BatchCursor(feedOf(probe(0, { failAt: 1 })), checkBatch({ size: 2 }));
  await assert.rejects(empty.next() as Promise<unknown>, /source failed/);
  assert.deepEqual(empty.next(), done);
  const left = open();
  assert.deepEqual(await left.next(), { done: false, value: [1] });
  left.close();
  assert.deepEqual(left.next(), done);
});

Deno.test("BatchCursor takes what is there at once when it may not wait", async () => {
  const clock = new ManualClock();
  const steps = [0, 0, 5, 0].map((afterMs, out) => ({ afterMs, out }));
  const cursor = new BatchCursor(
    new ScriptedFeed(clock, steps),
    checkBatch({ size: 9, maxWaitMs: 0, clock }),
  );
  const batches = readCursor(() => cursor).toArray();
  await clock.advanceAsync(5);
  assert.deepEqual(await batches, [[0, 1], [2, 3]]);
});

Deno.test("BatchCursor hands over the items before an error, then the error", async () => {
  const batches: number[][] = [];
  const run = readCursor<number[]>(() =>
    new BatchCursor(feedOf(probe(9, { failAt: 4 })), checkBatch({ size: 2 }))
  ).forEach((batch) => batches.push(batch));
  await assert.rejects(run, /source failed/);
  assert.deepEqual(batches, [[1, 2], [3]]);
});

Deno.test("BatchCursor drops a batch that is not full when it is closed", async () => {
  const clock = new ManualClock();
  const feed = new ScriptedFeed(clock, [{ afterMs: 0, out: 1 }, { afterMs: 9, out: boom }]);
  const cursor = new BatchCursor(feed, checkBatch({ size: 2, maxWaitMs: 100, clock }));
  const batch = cursor.next();
  cursor.close();
  assert.deepEqual(await batch, { done: true, value: undefined });
  await clock.advanceAsync(9);
  assert.deepEqual([cursor.next(), feed.abandons], [{ done: true, value: undefined }, 1]);
});

Deno.test("BatchCursor ends when a source closes the run it is pulled by", async () => {
  const controller = new AbortController();
  const source = function* () {
    yield 1;
    controller.abort(boom);
    yield 2;
  };
  const run = readCursor(() => new BatchCursor(feedOf(source), checkBatch({ size: 3 })))
    .toArray(controller);
  await assert.rejects(run, isBoom);
});

Deno.test("checkBatch() refuses what no batch can be made of", () => {
  const refused: [unknown, RegExp][] = [
    [undefined, /"options" must be an object with a size: current value is undefined/],
    [{}, /"size" must be an integer .*: current value is undefined/],
    [{ size: 0 }, /"size" must be an integer from 1/],
    [{ size: 1, maxWaitMs: -1 }, /"maxWaitMs" must be a number of milliseconds >= 0/],
    [{ size: 1, maxWait: 1 }, /"maxWait" does not exist: use "maxWaitMs"/],
    [{ size: 1, clock: {} }, /"clock.monotonic" must be a function/],
  ];
  for (const [options, message] of refused) {
    assert.throws(() => checkBatch(options as never), message);
  }
});
