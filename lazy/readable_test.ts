import assert from "node:assert/strict";
import { asyncSeq } from "./async_seq.ts";
import { range } from "./range.ts";

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

Deno.test("AsyncSeq.toReadableStream fills up to the high-water mark", async () => {
  let pulls = 0;
  const stream = range(0, 9).tap(() => pulls++).toAsync().toReadableStream({ highWaterMark: 4 });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(pulls, 4);
  assert.deepEqual(await Array.fromAsync(stream), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
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
  const boom = new Error("boom");
  const stream = asyncSeq(async function* () {
    try {
      yield 1;
    } finally {
      await Promise.reject(boom);
    }
  }).toReadableStream();
  const reader = stream.getReader();
  await reader.read();
  await assert.rejects(reader.cancel(), (error) => error === boom);
});

Deno.test("AsyncSeq.toReadableStream fails with the error of a callback", async () => {
  const boom = new Error("boom");
  const stream = asyncSeq([1]).map(() => Promise.reject(boom)).toReadableStream();
  await assert.rejects(Array.fromAsync(stream), (error) => error === boom);
});

Deno.test("AsyncSeq.toReadableStream fails with the reason when the signal aborts", async () => {
  const boom = new Error("boom");
  const controller = new AbortController();
  const stream = range(0, 9).toAsync().toReadableStream({ signal: controller.signal });
  const reader = stream.getReader();
  await reader.read();
  controller.abort(boom);
  await assert.rejects(reader.read(), (error) => error === boom);
});

Deno.test("AsyncSeq.toReadableStream fails at once when the signal has aborted", async () => {
  const boom = new Error("boom");
  const stream = range(0, 9).toAsync().toReadableStream({ signal: AbortSignal.abort(boom) });
  await assert.rejects(Array.fromAsync(stream), (error) => error === boom);
});

Deno.test("AsyncSeq.toReadableStream refuses a negative high-water mark", () => {
  assert.throws(() => asyncSeq([1]).toReadableStream({ highWaterMark: -1 }), RangeError);
});
