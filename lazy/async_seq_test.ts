import assert from "node:assert/strict";
import { asyncSeq } from "./async_seq.ts";
import { range } from "./range.ts";
import { boom, isBoom } from "./testdata/boom.ts";
import { probe } from "./testdata/probe.ts";

Deno.test("AsyncSeq reads every kind of source", async () => {
  const sources = [
    [1, Promise.resolve(2)],
    new Set([1, 2]),
    async function* () {
      yield* [1, 2];
    },
    ReadableStream.from([1, 2]),
    range(1, 3),
    asyncSeq([1, 2]),
    () => [1, 2].values(),
  ];
  for (const source of sources) assert.deepEqual(await asyncSeq(source).toArray(), [1, 2]);
  assert.throws(() => asyncSeq(null as never), TypeError);
  assert.throws(() => asyncSeq([1]).concat({} as never), TypeError);
  await assert.rejects(asyncSeq(() => 5 as never).count(), {
    name: "TypeError",
    message: "Cannot read the source as it must be an async iterable, an iterable or a " +
      "ReadableStream: current value is 5",
  });
});

Deno.test("AsyncSeq rejects on the second run of a stream", async () => {
  const numbers = asyncSeq(ReadableStream.from([1]));
  assert.equal(await numbers.count(), 1);
  await assert.rejects(numbers.count(), /source has been used: pass a factory, asyncSeq\(/);
});

Deno.test("AsyncSeq rejects instead of throwing when it is misused", async () => {
  const numbers = asyncSeq([1]);
  await assert.rejects(numbers.find(1 as never), TypeError);
  await assert.rejects(numbers.page(0, 1), RangeError);
  await assert.rejects(numbers.count({ sginal: null } as never), /use "signal"/);
  await assert.rejects(numbers.count({ signal: 5 as never }), /"signal" must be an AbortSignal/);
});

Deno.test("AsyncSeq awaits the callbacks of every operator and terminal", async () => {
  const later = <T>(value: T) => Promise.resolve(value);
  const numbers = asyncSeq([1, 2, 3, 4]).map((n) => later(n)).filter((n) => later(n !== 2));
  assert.deepEqual(await numbers.toArray(), [1, 3, 4]);
  assert.equal(await numbers.reduce((sum, n) => later(sum + n)), 8);
  assert.equal(await numbers.reduce((text, n) => later(text + n), ""), "134");
  assert.deepEqual(await numbers.scan((sum, n) => later(sum + n), 0).toArray(), [1, 4, 8]);
  assert.deepEqual(await numbers.flatMap((n) => later([n, n])).count(), 6);
  assert.deepEqual(
    await numbers.toMap((n) => later(n % 2), (n) => later(-n)),
    new Map([[1, -3], [0, -4]]),
  );
  assert.deepEqual(
    await numbers.reduceBy((n) => later(n % 2), (sum, n) => later(sum + n), () => 0),
    new Map([[1, 4], [0, 4]]),
  );
  assert.deepEqual(await numbers.countBy((n) => later(n % 2)), new Map([[1, 2], [0, 1]]));
  assert.deepEqual(await numbers.groupBy((n) => later(n % 2)), new Map([[1, [1, 3]], [0, [4]]]));
  assert.deepEqual(await numbers.partition((n) => later(n > 1)), [[3, 4], [1]]);
  assert.deepEqual(await numbers.chunkBy((n) => later(n > 1)).toArray(), [[1], [3, 4]]);
  assert.deepEqual(await numbers.zip([later("a"), "b"]).toArray(), [[1, "a"], [3, "b"]]);
  assert.deepEqual(await numbers.concat([later(9)]).top(2, (a, b) => b - a), [9, 4]);
  const page = await numbers.page(1, 2);
  assert.deepEqual([page.items, page.number, page.hasNext], [[1, 3], 1, true]);
  assert.equal(await numbers.some((n) => later(n > 5)), false);
  assert.equal(await numbers.every((n) => later(n > 0)), true);
  assert.equal(await numbers.find((n) => later(n > 1)), 3);
  assert.equal(await numbers.sum((n) => later(n)), 8);
  assert.equal(await numbers.sum(), 8);
  assert.deepEqual([await numbers.min(), await numbers.max()], [1, 4]);
  assert.deepEqual([await numbers.first(), await numbers.last()], [1, 4]);
  assert.deepEqual(await numbers.toSet(), new Set([1, 3, 4]));
  assert.equal(await numbers.join(), "1,3,4");
});

Deno.test("AsyncSeq spends no turn on callbacks that are not async", async () => {
  const order: string[] = [];
  const run = asyncSeq([1, 2, 3]).map((n) => n).forEach((n) => void order.push(`item ${n}`));
  queueMicrotask(() => order.push("microtask"));
  await run;
  assert.deepEqual(order, ["item 1", "item 2", "item 3", "microtask"]);
});

Deno.test("AsyncSeq closes the source of a promise that rejects", async () => {
  let closes = 0;
  const source = {
    next: () => ({ done: false, value: Promise.reject(boom) }),
    return: () => ({ done: true, value: void closes++ }),
    [Symbol.iterator]() {
      return this;
    },
  } as unknown as Iterable<Promise<number>>;
  await assert.rejects(asyncSeq(source).toArray(), isBoom);
  assert.equal(closes, 1);
});

Deno.test("AsyncSeq does not close a source whose next() rejects", async () => {
  const source = probe(9, { failAt: 2 });
  await assert.rejects(asyncSeq(source).toArray(), /source failed/);
  const [left, right] = [probe(9), probe(9, { failAt: 2 })];
  await assert.rejects(asyncSeq(left).zip(right).toArray(), /source failed/);
  assert.deepEqual([source.closes, left.closes, right.closes], [0, 1, 0]);
});

Deno.test("AsyncSeq gives the lock back when a stream ends or fails", async () => {
  const ended = ReadableStream.from([1]);
  await asyncSeq(ended).count();
  const failed = new ReadableStream({ start: (controller) => controller.error(boom) });
  await assert.rejects(asyncSeq(failed).count(), isBoom);
  assert.deepEqual([ended.locked, failed.locked], [false, false]);
});

Deno.test("AsyncSeq closes an unread one-shot source once when it is disposed", async () => {
  const source = probe(1);
  {
    await using numbers = asyncSeq(source);
    await using _derived = numbers.map((n) => n);
  }
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq reports a failure to close when nothing else failed", async () => {
  const source = { ...probe(3), return: () => Promise.reject(boom) };
  const open = () => ({ [Symbol.asyncIterator]: () => source });
  await assert.rejects(asyncSeq(open).first(), isBoom);
  await assert.rejects(asyncSeq(open).take(1).toArray(), isBoom);
});

Deno.test("AsyncSeq has closed sources that a run did not come to when it ends", async () => {
  const log: string[] = [];
  const open = (name: string): AsyncIterator<number> => ({
    next: () => Promise.resolve({ done: true, value: undefined }),
    async return() {
      await new Promise((resolve) => setImmediate(resolve));
      log.push(name);
      return { done: true, value: undefined };
    },
  });
  await asyncSeq(open("spent")).zip(open("zipped")).toArray();
  await asyncSeq([1]).concat(open("second"), open("third")).take(1).toArray();
  assert.deepEqual(log, ["zipped", "second", "third"]);
});

Deno.test("AsyncSeq fails when a source that a run did not come to fails to close", async () => {
  const boom = new Error("boom");
  const other: AsyncIterator<number> = {
    next: () => Promise.reject(new Error("must not be pulled")),
    return: () => Promise.reject(boom),
  };
  await assert.rejects(asyncSeq([]).zip(other).toArray(), (error) => error === boom);
});
