import assert from "node:assert/strict";
import { feedOf } from "../async/testdata/read_cursor.ts";
import { ScriptedFeed } from "../async/testdata/scripted_feed.ts";
import { AsyncSeq, type AsyncSeqSource } from "../async_seq.ts";
import { Plan } from "../plan/plan.ts";
import { ManualClock } from "../../testing/manual_clock.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { type AsyncTeeOptions, tee, teeAsync } from "./tee.ts";
import { CountedUpstream } from "./testdata/counted_upstream.ts";

/** The branches of a sequence, as the engine reads them. */
function branches<T>(
  source: AsyncSeqSource<T>,
  count: number,
  options: AsyncTeeOptions = {},
): AsyncSeq<T>[] {
  return teeAsync(feedOf(source), count, options).map((branch) =>
    new AsyncSeq<T>(Plan.from(branch) as unknown as AsyncSeqSource<T>)
  );
}

Deno.test("tee() keeps items for a branch that has not been started", () => {
  const [first, second] = tee(new CountedUpstream(2), 2);
  const cursor = first!.open();
  for (const value of [0, 1]) assert.deepEqual(cursor.next(), { done: false, value });
  assert.deepEqual(second!.open().next(), { done: false, value: 0 });
});

Deno.test("tee() lets a branch be read once and says what to do instead", () => {
  const [branch] = tee(new CountedUpstream(2), 1);
  branch!.open();
  assert.throws(() => branch!.open(), {
    name: "TypeError",
    message: "Cannot run the branch again as each branch of tee() can be read once: " +
      "ask tee() for one branch more, or use memoize()",
  });
});

Deno.test("tee() closes the source with the last branch, read or not", () => {
  const upstream = new CountedUpstream(2);
  const [first, second, third] = tee(upstream, 3);
  first!.open().close();
  second!.discard();
  assert.equal(upstream.closes, 0);
  third!.open();
  third!.discard();
  assert.equal(upstream.closes, 0);
  third!.close();
  third!.close();
  assert.equal(upstream.closes, 1);
});

Deno.test("tee() fails a branch that is too far ahead and says what to do", () => {
  const [first, second] = tee(new CountedUpstream(9), 2, { maxLag: 1 });
  const fast = first!.open();
  fast.next();
  assert.throws(() => fast.next(), {
    name: "RangeError",
    message: "Cannot read on in this branch as the slowest one is 1 items behind: " +
      'raise "maxLag", read the branches in step, or close those that you do not need',
  });
  fast.forget();
  const slow = second!.open();
  for (let value = 0; value < 9; value++) assert.deepEqual(slow.next(), { done: false, value });
  assert.equal((slow.next() as IteratorResult<unknown>).done, true);
});

Deno.test("tee() keeps 1024 items when it is not told otherwise", () => {
  const [first] = tee(new CountedUpstream(2000), 2);
  const fast = first!.open();
  for (let item = 0; item < 1024; item++) fast.next();
  assert.throws(() => fast.next(), RangeError);
});

Deno.test("tee() closes the source after the callback that closed the last branch", () => {
  const upstream = new CountedUpstream(2);
  const [branch] = tee(upstream, 1);
  upstream.pull = () => {
    branch!.close();
    assert.equal(upstream.closes, 0);
    return 0;
  };
  assert.deepEqual(branch!.open().next(), { done: true, value: undefined });
  assert.equal(upstream.closes, 1);
});

Deno.test("tee() and teeAsync() fail who closes the last branch if closing fails", async () => {
  const upstream = new CountedUpstream(2);
  upstream.close = () => {
    throw boom;
  };
  const [first, second] = tee(upstream, 2);
  first!.close();
  assert.throws(() => second!.close(), isBoom);
  const source = probe(9);
  source.return = () => Promise.reject(boom);
  const [third, fourth] = branches(source, 2);
  assert.equal(await third!.first(), 1);
  await assert.rejects(fourth!.first(), isBoom);
});

Deno.test("tee() ends a branch that a callback of the sequence closes while it is read", () => {
  const upstream = new CountedUpstream(2);
  const [first, second] = tee(upstream, 2);
  const pull = upstream.pull.bind(upstream);
  upstream.pull = () => {
    first!.close();
    return pull();
  };
  assert.deepEqual(first!.open().next(), { done: true, value: undefined });
  assert.deepEqual(second!.open().next(), { done: false, value: 0 });
  assert.equal(upstream.closes, 0);
});

Deno.test("tee() and teeAsync() refuse what they cannot do", () => {
  const upstream = new CountedUpstream(0);
  assert.throws(() => tee(upstream, 0), /"count" must be an integer/);
  assert.throws(() => tee(upstream, 2, { maxLag: 0 }), /"maxLag" must be an integer >= 1 or Inf/);
  assert.throws(() => tee(upstream, 2, { overflow: "wait" } as never), /"overflow" does not exist/);
  const feed = feedOf([]);
  assert.throws(
    () => teeAsync(feed, 2, { overflow: "drop" as never }),
    /must be "throw" or "wait"/,
  );
  assert.throws(() => teeAsync(feed, 2, { maxlag: 1 } as never), /use "maxLag"/);
});

Deno.test("teeAsync() gives branches that are read together all items of one run", async () => {
  const source = probe(50);
  const [first, second] = branches(source, 2, { maxLag: 1, overflow: "wait" });
  const sums = await Promise.all([
    first!.map((item) => item * 2).take(50).sum(),
    second!.tap(() => new Promise((resolve) => setImmediate(resolve))).take(50).count(),
  ]);
  assert.deepEqual([sums, source.pulls, source.closes], [[2550, 50], 50, 1]);
});

Deno.test("teeAsync() lets a waiting branch go on when the slowest one is closed", async () => {
  const [fast, slow] = branches([1, 2, 3], 2, { maxLag: 1, overflow: "wait" });
  const items = fast!.toArray();
  await new Promise((resolve) => setImmediate(resolve));
  await slow![Symbol.asyncDispose]();
  assert.deepEqual(await items, [1, 2, 3]);
});

Deno.test("teeAsync() fails every branch after its items with the error of the source", async () => {
  const errors = await Promise.all(
    branches(probe(9, { failAt: 4 }), 3).map(async (branch, index) => {
      const items: number[] = [];
      const work = index === 1 ? () => new Promise((resolve) => setImmediate(resolve)) : () => {};
      const run = branch.tap(work).forEach((item) => items.push(item));
      const error = await run.catch((error: unknown) => error);
      assert.deepEqual(items, [1, 2, 3]);
      return error;
    }),
  );
  assert.match(String(errors[0]), /source failed/);
  assert.ok(errors.every((error) => error === errors[0]));
});

Deno.test("teeAsync() fails every branch when the source fails on the spot", async () => {
  const feed = new ScriptedFeed(new ManualClock(), [{ afterMs: 0, out: boom }]);
  for (const branch of teeAsync(feed, 2)) {
    const cursor = branch.open();
    assert.throws(() => cursor.next(), isBoom);
    await cursor.close();
  }
  assert.deepEqual([feed.pulls, feed.closes], [1, 0]);
});

Deno.test("teeAsync() abandons the source when the last branch is left in a pull", async () => {
  const source = probe(1);
  const controller = new AbortController();
  const runs = branches(source, 2).map((branch) => branch.toArray(controller));
  await source.hanging;
  controller.abort(boom);
  for (const run of runs) await assert.rejects(run, isBoom);
  assert.equal(source.closes, 1);
});

Deno.test("teeAsync() answers a branch that is closed while it waits", async () => {
  const source = probe(0);
  const [first, second] = branches(source, 2);
  const iterator = first![Symbol.asyncIterator]();
  const answer = iterator.next();
  await iterator.return?.();
  assert.deepEqual([await answer, source.closes], [{ done: true, value: undefined }, 0]);
  await second![Symbol.asyncDispose]();
  assert.equal(source.closes, 1);
});

Deno.test("teeAsync() serves a branch that is read from a callback of the sequence", async () => {
  const other: Promise<number[]>[] = [];
  const source = function* () {
    if (other.length === 0) other.push(second!.toArray());
    yield 1;
  };
  const [first, second] = branches<number>(source, 2);
  assert.deepEqual([await first!.toArray(), await other[0]], [[1], [1]]);
});
