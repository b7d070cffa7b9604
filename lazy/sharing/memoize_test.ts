import assert from "node:assert/strict";
import { feedOf } from "../async/testdata/read_cursor.ts";
import { AsyncSeq, type AsyncSeqSource } from "../async_seq.ts";
import type { Cursor } from "../engine/cursor.ts";
import { Plan } from "../plan/plan.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { memoize, memoizeAsync, type MemoizeOptions } from "./memoize.ts";
import { CountedUpstream } from "./testdata/counted_upstream.ts";

/** A sequence over a memoized run, as the engine reads it. */
function memoized<T>(source: AsyncSeqSource<T>, options: MemoizeOptions = {}): AsyncSeq<T> {
  const plan = Plan.from(memoizeAsync(feedOf(source), options));
  return new AsyncSeq<T>(plan as unknown as AsyncSeqSource<T>);
}

Deno.test("memoize() says what to do when there are more items than it may keep", () => {
  const upstream = new CountedUpstream(3);
  upstream.close = () => {
    upstream.closes++;
    throw boom;
  };
  const cursor = memoize(upstream, { limit: 2 }).open();
  cursor.next();
  cursor.next();
  assert.throws(() => cursor.next(), {
    name: "RangeError",
    message: 'Cannot keep more than 2 items: raise "limit", take() fewer items before ' +
      "memoize(), or pass a factory that opens the source anew for each run",
  });
  assert.equal(upstream.closes, 1);
});

Deno.test("memoize() says why there are no more items when it was closed", () => {
  const source = memoize(new CountedUpstream(3));
  const cursor = source.open();
  cursor.next();
  source.close();
  assert.throws(() => cursor.next(), {
    name: "TypeError",
    message: "Cannot read on as the memoized sequence was closed before its source had ended: " +
      "dispose it after the last run",
  });
  assert.deepEqual(source.open().next(), { done: false, value: 0 });
});

Deno.test("memoize() stays open when a run did not come to read it", () => {
  const upstream = new CountedUpstream(3);
  const source = memoize(upstream);
  source.discard();
  assert.deepEqual(source.open().next(), { done: false, value: 0 });
});

Deno.test("memoize() refuses to be read from a callback of its own sequence", () => {
  const upstream = new CountedUpstream(3);
  const source = memoize(upstream);
  const inner: Cursor = source.open();
  upstream.pull = () => inner.next();
  assert.throws(() => source.open().next(), /^TypeError: Cannot advance the shared run as it is/);
});

Deno.test("memoize() closes the source after the callback that closed it has returned", () => {
  const upstream = new CountedUpstream(3);
  const source = memoize(upstream);
  const pull = upstream.pull.bind(upstream);
  upstream.pull = () => {
    source.close();
    assert.equal(upstream.closes, 0);
    return pull();
  };
  assert.throws(() => source.open().next(), /memoized sequence was closed/);
  assert.equal(upstream.closes, 1);
});

Deno.test("memoize() and memoizeAsync() refuse a limit that is none and unknown options", () => {
  const feed = feedOf([]);
  assert.throws(() => memoizeAsync(feed, { limit: 1.5 }), RangeError);
  assert.throws(() => memoizeAsync(feed, { limit: -1 }), /integer >= 0 or Infinity: .* -1$/);
  assert.throws(() => memoizeAsync(feed, { limit: "1" } as never), TypeError);
  assert.throws(
    () => memoize(new CountedUpstream(0), { limt: 1 } as never),
    /"limt" does not exist: use "limit"/,
  );
});

Deno.test("memoizeAsync() runs the source once for runs at the same time and after", async () => {
  const source = probe(3);
  const numbers = memoized(source).take(3);
  const runs = await Promise.all([numbers.toArray(), numbers.toArray()]);
  assert.deepEqual([...runs, await numbers.toArray()], [[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
  assert.deepEqual([source.pulls, source.closes], [3, 0]);
});

Deno.test("memoizeAsync() fails every run at the same place with the same error", async () => {
  const numbers = memoized(probe(9, { failAt: 3 }));
  const errors: unknown[] = [];
  for (let run = 0; run < 2; run++) {
    const items: number[] = [];
    await numbers.forEach((item) => items.push(item)).catch((error) => errors.push(error));
    assert.deepEqual(items, [1, 2]);
  }
  assert.match(String(errors[0]), /source failed/);
  assert.equal(errors[0], errors[1]);
});

Deno.test("memoizeAsync() closes the source, then fails, when there are too many items", async () => {
  const source = probe(9);
  const numbers = memoized(source, { limit: 2 });
  const runs = [numbers.toArray(), numbers.toArray(), numbers.take(2).toArray()];
  const results = await Promise.allSettled(runs);
  assert.deepEqual(results.map(({ status }) => status), ["rejected", "rejected", "fulfilled"]);
  assert.deepEqual([source.pulls, source.closes], [3, 1]);
});

Deno.test("memoizeAsync() goes on with the pull of a run that was left", async () => {
  const source = probe(2);
  const numbers = memoized(source);
  const iterator = numbers[Symbol.asyncIterator]();
  const answer = iterator.next();
  await iterator.return?.();
  assert.deepEqual(await answer, { done: true, value: undefined });
  assert.deepEqual(await numbers.take(2).toArray(), [1, 2]);
  assert.deepEqual([source.pulls, source.closes], [2, 0]);
});

Deno.test("memoizeAsync() fails who waits, and closes the source, when it is disposed", async () => {
  const source = probe(1);
  const numbers = memoized(source);
  const run = numbers.toArray();
  await source.hanging;
  await Promise.all([
    assert.rejects(run, /memoized sequence was closed/),
    numbers[Symbol.asyncDispose](),
  ]);
  assert.equal(source.closes, 1);
});

Deno.test("memoizeAsync() closes a one-shot source that was never read, when disposed", async () => {
  const source = probe(1);
  await memoized(source)[Symbol.asyncDispose]();
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
});

Deno.test("memoizeAsync() tells nobody of an error that nobody came to", async () => {
  const numbers = memoized(async function* () {
    yield await 1;
    throw boom;
  });
  assert.deepEqual(await numbers.take(1).toArray(), [1]);
  await assert.rejects(numbers.toArray(), isBoom);
});
