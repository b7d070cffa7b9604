import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { ManualClock } from "../../testing/manual_clock.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { MergeCursor } from "./merge_cursor.ts";
import { feedOf, readCursor } from "./testdata/read_cursor.ts";
import { ScriptedFeed } from "./testdata/scripted_feed.ts";

const merged = <T>(...sources: Parameters<typeof feedOf<T>>[0][]) =>
  readCursor<T>(() => new MergeCursor(sources.map((source) => feedOf(source))));

/** Counts how often the generator was left. */
async function* counted(log: string[], name: string, length: number): AsyncGenerator<string> {
  try {
    for (let index = 0; index < length; index++) yield await `${name}${index}`;
  } finally {
    log.push(name);
  }
}

Deno.test("MergeCursor ends at once when there are no sources", async () => {
  assert.deepEqual(await merged().toArray(), []);
});

Deno.test("MergeCursor takes turns when all sources answer on the spot", async () => {
  assert.deepEqual(await merged([1, 2, 3], [10, 20], [100]).toArray(), [1, 10, 100, 2, 20, 3]);
});

Deno.test("MergeCursor hears a source that waits beside one that never does", async () => {
  const busy = function* () {
    for (;;) yield "busy";
  };
  const items = await merged<string>(busy, () => counted([], "late", 2))
    .take(200).filter((item) => item !== "busy").toArray();
  assert.deepEqual(items, ["late0", "late1"]);
});

Deno.test("MergeCursor asks for nothing beyond what is taken, but one item per source", async () => {
  const sources = [probe(9), probe(9)];
  assert.deepEqual(await merged(...sources).take(3).toArray(), [1, 1, 2]);
  assert.deepEqual(sources.map(({ pulls, closes }) => [pulls, closes]), [[2, 1], [2, 1]]);
});

Deno.test("MergeCursor closes every source once when the loop is left", async () => {
  const log: string[] = [];
  const names = ["a", "b", "c"];
  for await (const _ of merged(...names.map((name) => () => counted(log, name, 5)))) break;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log.sort(), names);
});

Deno.test("MergeCursor discards one-shot sources when it is closed before the first pull", async () => {
  const sources = [probe(1), probe(1)];
  const cursor = new MergeCursor(sources.map((source) => feedOf(source)));
  await cursor.close();
  assert.deepEqual(cursor.next(), { done: true, value: undefined });
  assert.deepEqual(sources.map(({ pulls, closes }) => [pulls, closes]), [[0, 1], [0, 1]]);
});

Deno.test("MergeCursor closes a source that hangs in next() without waiting for it", async () => {
  const hanging = probe(0);
  assert.deepEqual(await merged<number>(hanging, [7]).take(1).toArray(), [7]);
  assert.equal(hanging.closes, 1);
});

Deno.test("MergeCursor closes the others at once when one source hangs in return()", async () => {
  const controller = new AbortController();
  const sources = [probe(9), probe(9)];
  const closing = Promise.withResolvers<void>();
  sources[0]!.return = () => {
    closing.resolve();
    return new Promise(() => {});
  };
  const run = merged(...sources).take(2).toArray({ signal: controller.signal });
  await closing.promise;
  assert.equal(sources[1]!.closes, 1);
  controller.abort(boom);
  await assert.rejects(run, isBoom);
});

Deno.test("MergeCursor fails with the first error by time, and others stay silent", async () => {
  const failing = (turns: number, error: Error) => async () => {
    for (let turn = 0; turn < turns; turn++) await undefined;
    throw error;
  };
  const late = failing(20, new Error("late"));
  const soon = failing(5, boom);
  const source = (run: () => Promise<never>) => () => [0].values().map(run);
  await assert.rejects(merged<never>(source(late), source(soon)).toArray(), isBoom);
  await new Promise((resolve) => setImmediate(resolve));
});

Deno.test("MergeCursor keeps the first error when closing another source fails", async () => {
  const clock = new ManualClock();
  const other = new ScriptedFeed(clock, [{ afterMs: 0, out: 1 }], [], () => Promise.reject("no"));
  const failing = new ScriptedFeed(clock, [{ afterMs: 0, out: boom }]);
  const items: unknown[] = [];
  const run = readCursor(() => new MergeCursor([other, failing])).forEach((it) => items.push(it));
  await assert.rejects(run, isBoom);
  assert.deepEqual([items, other.closes], [[1], 1]);
});

Deno.test("MergeCursor asks no source once another one has failed", async () => {
  const clock = new ManualClock();
  const failing = new ScriptedFeed(clock, [{ afterMs: 0, out: boom }]);
  const other = new ScriptedFeed(clock, [{ afterMs: 0, out: 1 }]);
  await assert.rejects(readCursor(() => new MergeCursor([failing, other])).toArray(), isBoom);
  assert.deepEqual([other.pulls, other.closes], [0, 1]);
});

Deno.test("MergeCursor has nothing more when it was closed", async () => {
  const done = { done: true, value: undefined };
  const waiting = new MergeCursor([feedOf([1, 2]), feedOf([3])]);
  assert.deepEqual(waiting.next(), { done: false, value: 1 });
  await waiting.close();
  assert.deepEqual(waiting.next(), done);
  const pulling = new MergeCursor([feedOf(probe(0))]);
  const answer = pulling.next();
  await pulling.close();
  assert.deepEqual([await answer, pulling.next()], [done, done]);
});

Deno.test("MergeCursor fails with the error of return() when nothing else failed", async () => {
  const idle = probe(9);
  idle.return = () => Promise.reject(boom);
  await assert.rejects(merged<number>(idle, [7]).take(2).toArray(), isBoom);
});

Deno.test("MergeCursor hands over nothing more when a source aborts the run", async () => {
  const controller = new AbortController();
  const source = function* () {
    yield 1;
    controller.abort(boom);
    yield 2;
  };
  const other = probe(9);
  const items: number[] = [];
  const run = merged<number>(source, other)
    .forEach((item) => items.push(item), { signal: controller.signal });
  await assert.rejects(run, isBoom);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([items, other.closes], [[1], 1]);
});

Deno.test("MergeCursor closes the sources when the consumer leaves before an error is told", async () => {
  const log: string[] = [];
  const failing = asyncSeq([boom]).map((error) => Promise.reject<string>(error));
  for await (const _ of merged<string>(() => counted(log, "a", 9), failing)) {
    await new Promise((resolve) => setImmediate(resolve));
    break;
  }
  assert.deepEqual(log, ["a"]);
});
