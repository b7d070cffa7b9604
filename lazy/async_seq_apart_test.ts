import { ManualClock } from "@weir/std/testing";
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { asyncSeq } from "./async_seq.ts";
import { boom, isBoom } from "./testdata/boom.ts";
import { probe } from "./testdata/probe.ts";

const later = async <T>(value: T) => await value;

Deno.test("AsyncSeq.mapSettled tells what became of each callback", async () => {
  const half = (n: number) => n % 2 === 0 ? later(n / 2) : Promise.reject(boom);
  const settled = await asyncSeq([2, 3, 4]).mapSettled(half, { concurrency: 2 }).toArray();
  assert.deepEqual(settled, [
    { status: "fulfilled", value: 1 },
    { status: "rejected", reason: boom },
    { status: "fulfilled", value: 2 },
  ]);
});

Deno.test("AsyncSeq.map gives concurrent callbacks a signal that aborts with the run", async () => {
  const source = probe(9);
  const signals: AbortSignal[] = [];
  const numbers = asyncSeq(source).map(async (n, index, { signal }) => {
    signals.push(signal);
    return await later(n + index);
  }, { concurrency: 3 });
  for await (const n of numbers) if (n === 3) break;
  assert.ok(signals.every(({ aborted }) => aborted));
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq.prefetch pulls ahead of who reads, and no further", async () => {
  const source = probe(9);
  const iterator = asyncSeq(source).prefetch(2)[Symbol.asyncIterator]();
  assert.equal((await iterator.next()).value, 1);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(source.pulls, 3);
  await iterator.return?.();
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq.merge adds the items of others as they come", async () => {
  const slow = Promise.withResolvers<string>();
  const merged = asyncSeq([slow.promise]).merge(["a", "b"]);
  const iterator = merged[Symbol.asyncIterator]();
  assert.deepEqual([(await iterator.next()).value, (await iterator.next()).value], ["a", "b"]);
  slow.resolve("slow");
  assert.equal((await iterator.next()).value, "slow");
  assert.equal((await iterator.next()).done, true);
});

Deno.test("AsyncSeq.batch hands a batch over when it is full or has waited long enough", async () => {
  const clock = new ManualClock();
  const source = probe(3);
  const batches = asyncSeq(source).batch({ size: 2, maxWaitMs: 100, clock });
  const iterator = batches[Symbol.asyncIterator]();
  assert.deepEqual((await iterator.next()).value, [1, 2]);
  const partial = iterator.next();
  await source.hanging;
  clock.advance(100);
  assert.deepEqual((await partial).value, [3]);
  await iterator.return?.();
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq.timeout ends the run when an item does not come in time", async () => {
  const clock = new ManualClock();
  const source = probe(1);
  const iterator = asyncSeq(source).timeout(50, { clock })[Symbol.asyncIterator]();
  assert.equal((await iterator.next()).value, 1);
  const late = iterator.next();
  await source.hanging;
  clock.advance(50);
  await assert.rejects(late, { name: "TimeoutError" });
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq.tee shares one run among branches", async () => {
  const source = probe(2);
  const [numbers, squares] = asyncSeq(source).take(2).tee(2);
  assert.deepEqual(
    await numbers!.zip(squares!.map((n) => n * n)).toArray(),
    [[1, 1], [2, 4]],
  );
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq.memoize keeps the items for later runs", async () => {
  const source = probe(3);
  await using numbers = asyncSeq(source).take(3).memoize({ limit: 3 });
  assert.equal(await numbers.first(), 1);
  assert.equal(source.pulls, 1);
  assert.deepEqual([await numbers.toArray(), await numbers.toArray()], [[1, 2, 3], [1, 2, 3]]);
  assert.equal(source.pulls, 3);
});

Deno.test("AsyncSeq refuses options of what works apart, when they are passed", () => {
  const numbers = asyncSeq([1]);
  const wrong = [
    () => numbers.map((n) => n, { concurrency: 0 }),
    () => numbers.map((n) => n, {} as never),
    () => numbers.mapSettled((n) => n, { concurrency: 1.5 }),
    () => numbers.mapSettled(1 as never, { concurrency: 1 }),
    () => numbers.mapSettled((n) => n, undefined as never),
    () => numbers.prefetch(0),
    () => numbers.merge(1 as never),
    () => numbers.batch({ size: 0 }),
    () => numbers.batch(undefined as never),
    () => numbers.timeout(-1),
    () => numbers.timeout(5, { clocks: 1 } as never),
    () => numbers.tee(0),
    () => numbers.tee(2, { overflow: "drop" as never }),
    () => numbers.memoize({ limit: -1 }),
  ];
  for (const call of wrong) {
    const isMisuse = (error: unknown) => error instanceof TypeError || error instanceof RangeError;
    assert.throws(call, isMisuse, String(call));
  }
});

Deno.test("AsyncSeq passes failures through what works apart unchanged", async () => {
  const failing = () => asyncSeq([1, 2]).map(() => Promise.reject(boom));
  await assert.rejects(failing().prefetch(1).count(), isBoom);
  await assert.rejects(failing().merge([1]).count(), isBoom);
  await assert.rejects(failing().batch({ size: 2 }).count(), isBoom);
  await assert.rejects(failing().timeout(1_000).count(), isBoom);
  await assert.rejects(failing().memoize().count(), isBoom);
  await assert.rejects(failing().map((n) => n, { concurrency: 2 }).count(), isBoom);
});

Deno.test("AsyncSeq takes any thenable for a promise", async () => {
  const thenable = <T>(value: T) => ({ then: (resolve: (value: T) => void) => resolve(value) });
  const numbers = Array.from({ length: 100_000 }, (_, index) => index);
  const kept = asyncSeq(numbers).filter(() => thenable(true) as never);
  assert.equal(await kept.count(), 100_000);
  const nested = asyncSeq([1]).filter(() => thenable(Promise.resolve(false)) as never);
  assert.equal(await nested.count(), 0);
  const folded = asyncSeq([1, 2]).reduce((a, b) => thenable(Promise.resolve(a + b)) as never, 0);
  assert.equal(await folded, 3);
});

Deno.test("AsyncSeq closes its source when a reducer cannot start", async () => {
  const source = probe(3);
  const start = () => {
    throw boom;
  };
  await assert.rejects(asyncSeq(source).aggregate({ broken: { start } }), isBoom);
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
});

Deno.test("AsyncSeq.merge closes one-shot sources when one of them cannot be read", () => {
  const source = probe(3);
  assert.throws(() => asyncSeq([1]).merge(source, 5 as never), TypeError);
  assert.equal(source.closes, 1);
  assert.throws(() => asyncSeq(["a"]).merge("text"), /\[text\]/);
});

Deno.test("AsyncSeq reads a stream of Node once and says so", async () => {
  const lines = asyncSeq(Readable.from([1, 2]));
  assert.deepEqual(await lines.toArray(), [1, 2]);
  await assert.rejects(lines.toArray(), TypeError);
});
