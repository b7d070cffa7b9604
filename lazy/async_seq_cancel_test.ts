import assert from "node:assert/strict";
import { asyncSeq } from "./async_seq.ts";
import { boom, isBoom } from "./testdata/boom.ts";
import { probe } from "./testdata/probe.ts";

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

Deno.test("AsyncSeq.flatMap closes an iterator that comes when the run has been left", async () => {
  const controller = new AbortController();
  const inner = probe(3);
  const coming = Promise.withResolvers<typeof inner>();
  const run = asyncSeq([1]).flatMap(() => coming.promise).count({ signal: controller.signal });
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  coming.resolve(inner);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([inner.pulls, inner.closes], [0, 1]);
});

Deno.test("AsyncSeq closes a sequence beside it that the run did not come to", async () => {
  const [main, other] = [probe(3), probe(3)];
  await asyncSeq(main).zip(asyncSeq(other).map((n) => n)).take(0).toArray();
  assert.deepEqual([main.closes, other.closes], [1, 1]);
});
