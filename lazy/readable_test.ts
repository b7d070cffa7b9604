import assert from "node:assert/strict";
import { asyncSeq } from "./async_seq.ts";
import { range } from "./range.ts";
import { boom, isBoom } from "./testdata/boom.ts";
import { probe } from "./testdata/probe.ts";

Deno.test("AsyncSeq.toReadableStream pulls nothing before it is read", async () => {
  let pulls = 0;
  const stream = range(0, 9).tap(() => pulls++).toAsync().toReadableStream();
  const reader = stream.getReader();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pulls, 0);
  assert.deepEqual(await reader.read(), { done: false, value: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pulls, 1);
  await reader.cancel();
});

Deno.test("AsyncSeq.toReadableStream pulls up to the high-water mark when it is read", async () => {
  let pulls = 0;
  const numbers = range(0, 9).tap(() => pulls++).toAsync().map(async (n) => await n);
  const reader = numbers.toReadableStream({ highWaterMark: 4 }).getReader();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pulls, 0);
  for (const value of [0, 1, 2, 3]) {
    assert.deepEqual(await reader.read(), { done: false, value });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pulls, 4);
  }
  assert.deepEqual(await reader.read(), { done: false, value: 4 });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pulls, 8);
  reader.releaseLock();
});

Deno.test("AsyncSeq.toReadableStream hands over what came before a failure", async () => {
  for (const highWaterMark of [1, 3, 9]) {
    const failing = range(0, 9).toAsync().map((n) => n < 5 ? n : Promise.reject(boom));
    const reader = failing.toReadableStream({ highWaterMark }).getReader();
    for (let value = 0; value < 5; value++) assert.equal((await reader.read()).value, value);
    await assert.rejects(reader.read(), isBoom);
  }
});

Deno.test("AsyncSeq.toReadableStream closes the source when it is cancelled during a pull", async () => {
  let closes = 0;
  const source = {
    next: () => new Promise<IteratorResult<number>>(() => {}),
    return: () => Promise.resolve({ done: true as const, value: void closes++ }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  const reader = asyncSeq<number>(source).toReadableStream().getReader();
  const pending = reader.read();
  await reader.cancel("enough");
  assert.equal((await pending).done, true);
  assert.equal(closes, 1);
});

Deno.test("AsyncSeq.toReadableStream does not wait for a source that is cancelled during a pull", async () => {
  const source = probe(0);
  source.return = () => new Promise(() => {});
  const reader = asyncSeq<number>(source).toReadableStream().getReader();
  const pending = reader.read();
  await source.hanging;
  await reader.cancel();
  assert.equal((await pending).done, true);
});

Deno.test("AsyncSeq.toReadableStream has closed the source when cancel() resolves", async () => {
  let isClosed = false;
  const stream = asyncSeq(async function* () {
    try {
      yield 1;
    } finally {
      await new Promise((resolve) => setImmediate(resolve));
      isClosed = true;
    }
  }).toReadableStream();
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  assert.equal(isClosed, true);
});

Deno.test("AsyncSeq.toReadableStream rejects cancel() when the source fails to close", async () => {
  const stream = asyncSeq(async function* () {
    try {
      yield 1;
    } finally {
      await Promise.reject(boom);
    }
  }).toReadableStream();
  const reader = stream.getReader();
  await reader.read();
  await assert.rejects(reader.cancel(), isBoom);
});

Deno.test("AsyncSeq.toReadableStream fails with the error of a callback", async () => {
  const stream = asyncSeq([1]).map(() => Promise.reject(boom)).toReadableStream();
  await assert.rejects(Array.fromAsync(stream), isBoom);
});

Deno.test("AsyncSeq.toReadableStream fails with the reason when the signal aborts", async () => {
  const controller = new AbortController();
  const stream = range(0, 9).toAsync().toReadableStream({ signal: controller.signal });
  const reader = stream.getReader();
  await reader.read();
  controller.abort(boom);
  await assert.rejects(reader.read(), isBoom);
});

Deno.test("AsyncSeq.toReadableStream fails at once when the signal has aborted", async () => {
  const stream = range(0, 9).toAsync().toReadableStream({ signal: AbortSignal.abort(boom) });
  await assert.rejects(Array.fromAsync(stream), isBoom);
});

Deno.test("AsyncSeq.toReadableStream refuses a high-water mark below 1", () => {
  for (const highWaterMark of [-1, 0, NaN]) {
    assert.throws(() => asyncSeq([1]).toReadableStream({ highWaterMark }), RangeError);
  }
  assert.throws(() => asyncSeq([1]).toReadableStream({ highWaterMark: "1" as never }), TypeError);
});
