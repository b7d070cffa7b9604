import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";

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
