import assert from "node:assert/strict";
import { AsyncSeq, asyncSeq } from "./async_seq.ts";
import { range } from "./range.ts";

/** An async iterator that counts what is done to it, and hangs after `length` items. */
function probe(length: number, options: { failAt?: number } = {}) {
  const pulls = { started: Promise.withResolvers<void>() };
  const iterator = {
    pulls: 0,
    closes: 0,
    /** Resolves when a pull hangs. */
    hanging: pulls.started.promise,
    next(): Promise<IteratorResult<number>> {
      const value = ++iterator.pulls;
      if (value === options.failAt) return Promise.reject(new Error("source failed"));
      if (value <= length) return Promise.resolve({ done: false, value });
      pulls.started.resolve();
      return new Promise(() => {});
    },
    return(): Promise<IteratorResult<number>> {
      iterator.closes++;
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return iterator;
    },
  };
  return iterator;
}

const boom = new Error("boom");
const isBoom = (error: unknown) => error === boom;

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
  await assert.rejects(asyncSeq(5 as never).count(), {
    name: "TypeError",
    message: "Cannot read the source as it must be an async iterable, an iterable or a " +
      "ReadableStream: current value is 5",
  });
});

Deno.test("AsyncSeq rejects on the second run of a stream", async () => {
  const numbers = asyncSeq(ReadableStream.from([1]));
  assert.equal(await numbers.count(), 1);
  await assert.rejects(numbers.count(), /its one-shot source has been used/);
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
  assert.deepEqual(await numbers.page(1, 2), {
    items: [1, 3],
    number: 1,
    size: 2,
    start: 0,
    hasNext: true,
  });
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

Deno.test("AsyncSeq iterators return at once when a pull hangs", async () => {
  const source = probe(0);
  const iterator = asyncSeq(source).map((n) => n)[Symbol.asyncIterator]();
  const pending = iterator.next();
  await source.hanging;
  assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
  assert.deepEqual(await pending, { done: true, value: undefined });
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq iterators return at once when an async generator hangs", async () => {
  const iterator = asyncSeq(async function* () {
    yield await new Promise<number>(() => {});
  })[Symbol.asyncIterator]();
  const pending = iterator.next();
  await iterator[Symbol.asyncDispose]();
  assert.equal((await pending).done, true);
});

Deno.test("AsyncSeq iterators answer concurrent pulls in order", async () => {
  const iterator = asyncSeq([1, 2]).map(async (n) => await n)[Symbol.asyncIterator]();
  const results = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
  assert.deepEqual(results.map(({ value }) => value), [1, 2, undefined]);
});

Deno.test("AsyncSeq iterators reject once and have ended then", async () => {
  const iterator = asyncSeq([1, 2]).map(() => Promise.reject(boom))[Symbol.asyncIterator]();
  const [first, second] = await Promise.allSettled([iterator.next(), iterator.next()]);
  assert.ok(first.status === "rejected" && isBoom(first.reason));
  assert.ok(second.status === "fulfilled" && second.value.done);
});

Deno.test("AsyncSeq iterators close the source once when a loop is left", async () => {
  const source = probe(5);
  for await (const n of asyncSeq(source)) if (n === 2) break;
  assert.deepEqual([source.pulls, source.closes], [2, 1]);
});

Deno.test("AsyncSeq rejects at once with the reason when the signal aborts a hanging pull", async () => {
  const source = probe(2);
  const controller = new AbortController();
  const run = asyncSeq(source).toArray({ signal: controller.signal });
  await source.hanging;
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  assert.equal(source.closes, 1);
});

Deno.test("AsyncSeq rejects at once when the signal aborts a hanging callback", async () => {
  const source = probe(2);
  const controller = new AbortController();
  const run = asyncSeq(source).forEach(() => {
    queueMicrotask(() => controller.abort(boom));
    return new Promise(() => {});
  }, { signal: controller.signal });
  await assert.rejects(run, isBoom);
  assert.deepEqual([source.pulls, source.closes], [1, 1]);
});

Deno.test("AsyncSeq opens nothing when the signal has aborted, but closes a one-shot source", async () => {
  const signal = AbortSignal.abort(boom);
  const unopened = asyncSeq<number>(() => assert.fail("must not open"));
  await assert.rejects(unopened.reduce((a, b) => a + b, 0, { signal }), isBoom);
  const source = probe(1);
  await assert.rejects(asyncSeq(source).count({ signal }), isBoom);
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
});

Deno.test("AsyncSeq calls no further callback when one of them aborts the signal", async () => {
  const controller = new AbortController();
  const inner = probe(9);
  let calls = 0;
  const run = asyncSeq([1, 2])
    .tap(() => controller.abort(boom))
    .tap(() => calls++)
    .flatMap(() => inner)
    .forEach(() => calls++, { signal: controller.signal });
  await assert.rejects(run, isBoom);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([calls, inner.pulls, inner.closes], [0, 0, 0]);
});

Deno.test("AsyncSeq calls no callback for the item of a source that aborts the signal", async () => {
  const controller = new AbortController();
  const source = function* () {
    controller.abort(boom);
    yield 1;
  };
  let calls = 0;
  const numbers = asyncSeq(source).map(() => calls++);
  await assert.rejects(numbers.count({ signal: controller.signal }), isBoom);
  assert.equal(calls, 0);
});

Deno.test("AsyncSeq closes a source that was opened while the run was aborted", async () => {
  const controller = new AbortController();
  const source = probe(9);
  const run = asyncSeq(() => {
    controller.abort(boom);
    return source;
  }).toArray({ signal: controller.signal });
  await assert.rejects(run, isBoom);
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
});

Deno.test("AsyncSeq calls no further callback when closing the source aborts the signal", async () => {
  const controller = new AbortController();
  const source = probe(9);
  const close = source.return;
  source.return = () => {
    controller.abort(boom);
    return close();
  };
  let calls = 0;
  const numbers = asyncSeq(source).take(1).map(() => calls++);
  await assert.rejects(numbers.count({ signal: controller.signal }), isBoom);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([calls, source.closes], [0, 1]);
});

Deno.test("AsyncSeq closes the outer source at once when closing the inner one hangs", async () => {
  const controller = new AbortController();
  const outer = probe(9);
  const inner = probe(9);
  const closing = Promise.withResolvers<void>();
  inner.return = () => {
    closing.resolve();
    return new Promise(() => {});
  };
  const numbers = asyncSeq(outer).flatMap(() => inner).take(1);
  const run = numbers.count({ signal: controller.signal });
  await closing.promise;
  assert.equal(outer.closes, 0);
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  assert.equal(outer.closes, 1);
});

Deno.test("AsyncSeq stays silent when work under way fails after an abort", async () => {
  const controller = new AbortController();
  const failing = Promise.withResolvers<number>();
  const run = asyncSeq([1]).map(() => failing.promise).toArray({ signal: controller.signal });
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  failing.reject(new Error("late"));
  await new Promise((resolve) => setImmediate(resolve));
});

Deno.test("AsyncSeq stays silent when a callback or a source aborts and then rejects", async () => {
  const controller = new AbortController();
  const abort = () => {
    controller.abort(boom);
    return Promise.reject(new Error("late"));
  };
  const { signal } = controller;
  await assert.rejects(asyncSeq([1]).map(abort).map((n) => n).toArray({ signal }), isBoom);
  const second = new AbortController();
  const source = function* () {
    second.abort(boom);
    yield Promise.reject(new Error("late"));
  };
  await assert.rejects(asyncSeq(source).toArray({ signal: second.signal }), isBoom);
  await new Promise((resolve) => setImmediate(resolve));
});

Deno.test("AsyncSeq takes its listener off the signal when the run ends", async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
  signal.removeEventListener = (
    ...args: Parameters<typeof remove>
  ) => (listeners--, remove(...args));
  await asyncSeq([1, 2, 3]).map(async (n) => await n).count({ signal });
  await assert.rejects(asyncSeq([1]).map(() => Promise.reject(boom)).count({ signal }), isBoom);
  assert.equal(listeners, 0);
});

Deno.test("AsyncSeq cancels a stream with the reason of the abort and gives the lock back", async () => {
  const cancelled: unknown[] = [];
  const open = () =>
    new ReadableStream<number>({ cancel: (reason) => void cancelled.push(reason) });
  const stream = open();
  const controller = new AbortController();
  const run = asyncSeq(stream).toArray({ signal: controller.signal });
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  await asyncSeq(open())[Symbol.asyncDispose]();
  assert.deepEqual(cancelled, [boom, undefined]);
  assert.equal(stream.locked, false);
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

Deno.test("AsyncSeq.fromPages fetches a page when the items before it are used up", async () => {
  const fetched: unknown[] = [];
  const numbers = AsyncSeq.fromPages((cursor: number | undefined) => {
    fetched.push(cursor);
    const page = cursor ?? 0;
    return Promise.resolve({ items: page === 1 ? [] : [page], next: page < 3 ? page + 1 : null });
  });
  assert.equal(await numbers.first(), 0);
  assert.deepEqual(fetched, [undefined]);
  assert.deepEqual(await numbers.toArray(), [0, 2, 3]);
  assert.deepEqual(fetched, [undefined, undefined, 1, 2, 3]);
});

Deno.test("AsyncSeq.fromPages starts at a cursor", async () => {
  const fetch = (cursor: string | undefined) => ({ items: [cursor] });
  assert.deepEqual(await AsyncSeq.fromPages(fetch, { start: "c" }).toArray(), ["c"]);
  assert.throws(() => AsyncSeq.fromPages(fetch, { strat: "c" } as never), /use "start"/);
  assert.throws(() => AsyncSeq.fromPages(1 as never), /"fetch" must be a function/);
});

Deno.test("AsyncSeq.fromPages aborts the request under way with the reason of the abort", async () => {
  const controller = new AbortController();
  const fetching = Promise.withResolvers<AbortSignal>();
  const run = AsyncSeq.fromPages<number, number>((_cursor, { signal }) => {
    fetching.resolve(signal);
    return new Promise((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason))
    );
  }).toArray({ signal: controller.signal });
  const signal = await fetching.promise;
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  assert.equal(signal.reason, boom);
});

Deno.test("AsyncSeq.fromPages aborts its signal when a run is left, not when it ran out", async () => {
  const signals: AbortSignal[] = [];
  const numbers = AsyncSeq.fromPages<number, number>((_cursor, { signal }) => {
    signals.push(signal);
    return { items: [1, 2] };
  });
  await numbers.take(1).toArray();
  await numbers.toArray();
  assert.deepEqual(signals.map((signal) => signal.aborted), [true, false]);
});

Deno.test("AsyncSeq.fromPages refuses a page without items", async () => {
  const numbers = AsyncSeq.fromPages(() => ({ rows: [] }) as never);
  await assert.rejects(numbers.count(), {
    name: "TypeError",
    message: 'Cannot read a fetched page as "items" must be an array: current value is undefined',
  });
});

Deno.test("AsyncSeq.fromPages walks filtered pages to the last one", async () => {
  const rows = Array.from({ length: 95 }, (_, id) => ({ id, isPaid: id % 2 === 0 }));
  let fetches = 0;
  const keysetPage = (after: number = -1) => {
    fetches++;
    const items = rows.filter(({ id }) => id > after).slice(0, 10);
    return Promise.resolve(items.length < 10 ? { items } : { items, next: items.at(-1)!.id });
  };
  const pages = AsyncSeq.fromPages((cursor: number | undefined) => keysetPage(cursor))
    .filter((row) => row.isPaid)
    .pages(20);
  const summary: unknown[] = [];
  for await (const { number, items, hasNext } of pages) {
    summary.push([number, items.length, items[0]?.id, hasNext]);
  }
  assert.deepEqual(summary, [[1, 20, 0, true], [2, 20, 40, true], [3, 8, 80, false]]);
  assert.equal(fetches, 10);
});
