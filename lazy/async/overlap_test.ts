import assert from "node:assert/strict";
import { range } from "../range.ts";
import { filter } from "../operators/select.ts";
import { flatMap } from "../operators/transform.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import { concurrentMap, mapSettled, prefetch } from "./overlap.ts";
import { drain } from "./testdata/driven_feed.ts";
import { planOf, sequenceOf } from "./testdata/overlapping.ts";

const never = () => new Promise<never>(() => {});
const odd = filter<number>((value) => value % 2 === 1);

Deno.test("concurrentMap() maps what the plan before it lets through, in order", async () => {
  const plan = planOf(range(0, 20)).append(odd);
  const squares = concurrentMap(plan, async (value: number, index) => {
    for (let turn = 20 - index; turn > 0; turn--) await undefined;
    return [value * value, index];
  }, { concurrency: 4 });
  const expected = Array.from({ length: 10 }, (_, index) => [(2 * index + 1) ** 2, index]);
  assert.deepEqual(await sequenceOf(squares).toArray(), expected);
  assert.deepEqual(await sequenceOf(squares).drop(8).toArray(), expected.slice(8));
});

Deno.test("concurrentMap() gives results as they come when order does not matter", async () => {
  const slow = Promise.withResolvers<string>();
  const plan = concurrentMap(
    planOf(["a", "b", "c"]),
    (value: string) => value === "a" ? slow.promise : value,
    { concurrency: 2, ordered: false },
  );
  const iterator = sequenceOf<string>(plan)[Symbol.asyncIterator]();
  assert.deepEqual(await iterator.next(), { done: false, value: "b" });
  assert.deepEqual(await iterator.next(), { done: false, value: "c" });
  slow.resolve("a");
  assert.deepEqual(await iterator.next(), { done: false, value: "a" });
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
});

Deno.test("concurrentMap() goes through 100,000 items whose callbacks are not async", async () => {
  for (const ordered of [true, false]) {
    for (const buffer of [0, 1_000_000]) {
      const options = { concurrency: 3, ordered, buffer };
      const plan = concurrentMap(planOf(range(0, 100_000)), (value: number) => value, options);
      assert.equal(await sequenceOf<number>(plan).sum(), 4_999_950_000);
    }
  }
});

Deno.test("concurrentMap() follows itself, and other operators follow it", async () => {
  const twice = (value: number) => Promise.resolve(value * 2);
  const once = concurrentMap(planOf(range(0, 5)), twice, { concurrency: 2 });
  const plan = concurrentMap(prefetch(once.append(flatMap((value) => [value, value])), 3), twice, {
    concurrency: 3,
  });
  assert.deepEqual(await sequenceOf(plan).toArray(), [0, 0, 4, 4, 8, 8, 12, 12, 16, 16]);
});

Deno.test("concurrentMap() closes the source once and aborts what runs when a loop is left", async () => {
  const source = probe(100);
  const signals: AbortSignal[] = [];
  let starts = 0;
  const plan = concurrentMap(planOf(source), (value: number, _index, { signal }) => {
    signals.push(signal);
    starts++;
    return value === 1 ? value : never();
  }, { concurrency: 4 });
  for await (const value of sequenceOf<number>(plan)) {
    assert.equal(value, 1);
    break;
  }
  const before = starts;
  await drain();
  assert.deepEqual([source.closes, starts, new Set(signals).size], [1, before, 1]);
  assert.equal((signals[0]!.reason as Error).name, "AbortError");
});

Deno.test("concurrentMap() fails with the first failure by time and swallows later ones", async () => {
  for (const ordered of [true, false]) {
    const source = probe(100);
    const tasks = Array.from({ length: 4 }, () => Promise.withResolvers<number>());
    let reason: unknown;
    const plan = concurrentMap(planOf(source), (_value, index, { signal }) => {
      signal.onabort = () => reason = signal.reason;
      return tasks[index]!.promise;
    }, { concurrency: 4, ordered });
    const result = sequenceOf(plan).toArray();
    await drain();
    tasks[2]!.reject(boom);
    await assert.rejects(result, isBoom);
    for (const { reject } of tasks) reject(new Error("too late"));
    await drain();
    assert.deepEqual([source.pulls, source.closes], [4, 1]);
    assert.equal(reason, boom);
  }
});

Deno.test("concurrentMap() does not close a source that failed", async () => {
  const source = probe(100, { failAt: 3 });
  const plan = concurrentMap(planOf(source), never, { concurrency: 4 });
  await assert.rejects(sequenceOf(plan).toArray(), /source failed/);
  assert.deepEqual([source.pulls, source.closes], [3, 0]);
});

Deno.test("concurrentMap() rejects at once when the signal aborts, whatever hangs", async () => {
  for (const stuck of ["the source", "the callbacks", "both"]) {
    const source = probe(stuck === "the callbacks" ? 100 : 2);
    const signals: AbortSignal[] = [];
    const plan = concurrentMap(planOf(source), (value: number, _index, { signal }) => {
      signals.push(signal);
      return stuck === "the source" ? value : never();
    }, { concurrency: 4 });
    const controller = new AbortController();
    const result = sequenceOf(plan).toArray({ signal: controller.signal });
    await drain();
    controller.abort(boom);
    await assert.rejects(result, isBoom);
    assert.deepEqual([source.closes, signals[0]!.reason], [1, boom], stuck);
  }
});

Deno.test("concurrentMap() returns at once when both the source and a callback hang", async () => {
  const source = probe(1);
  const plan = concurrentMap(planOf(source), never, { concurrency: 2 });
  const iterator = sequenceOf(plan)[Symbol.asyncIterator]();
  const pending = iterator.next();
  await source.hanging;
  await iterator.return!();
  assert.deepEqual(await pending, { done: true, value: undefined });
  assert.equal(source.closes, 1);
});

Deno.test("concurrentMap() starts nothing more when a callback aborts the run", async () => {
  const controller = new AbortController();
  let starts = 0;
  const plan = concurrentMap(planOf([1, 2, 3]), () => {
    starts++;
    controller.abort(boom);
  }, { concurrency: 3 });
  await assert.rejects(sequenceOf(plan).toArray({ signal: controller.signal }), isBoom);
  await drain();
  assert.equal(starts, 1);
});

Deno.test("concurrentMap() opens and starts nothing before the first pull", async () => {
  const plan = concurrentMap(
    planOf(() => assert.fail("must not open")),
    () => assert.fail("must not start"),
    { concurrency: 3 },
  );
  await sequenceOf(plan)[Symbol.asyncIterator]().return!();
  assert.deepEqual(await sequenceOf(plan).take(0).toArray(), []);
});

Deno.test("concurrentMap() closes a one-shot source once when no run has come to it", async () => {
  const leave = [
    (sequence: ReturnType<typeof sequenceOf>) => sequence.take(0).toArray(),
    (sequence: ReturnType<typeof sequenceOf>) => sequence[Symbol.asyncIterator]().return!(),
    (sequence: ReturnType<typeof sequenceOf>) => sequence[Symbol.asyncDispose](),
  ];
  for (const step of leave) {
    const source = probe(1);
    const sequence = sequenceOf(concurrentMap(planOf(source), never, { concurrency: 3 }));
    await step(sequence);
    assert.deepEqual([source.pulls, source.closes], [0, 1]);
  }
});

Deno.test("concurrentMap() leaves a one-shot source alone that another run reads", async () => {
  const source = probe(2);
  const plan = planOf(source);
  const reading = sequenceOf(plan)[Symbol.asyncIterator]();
  await reading.next();
  const sequence = sequenceOf(concurrentMap(plan, never, { concurrency: 3 }));
  await sequence[Symbol.asyncIterator]().return!();
  assert.equal(source.closes, 0);
  await reading.return!();
  assert.equal(source.closes, 1);
});

Deno.test("concurrentMap() closes in the feed what is open, and then fails", async () => {
  const outer = probe(3);
  const inner = probe(3);
  const plan = planOf(outer).append(flatMap(() => inner));
  const failing = concurrentMap(plan, (value: number) => {
    if (value === 2) throw boom;
    return value;
  }, { concurrency: 1 });
  await assert.rejects(sequenceOf(failing).toArray(), isBoom);
  assert.deepEqual([outer.closes, inner.closes], [1, 1]);
});

Deno.test("concurrentMap() closes the rest at once when closing hangs and the run aborts", async () => {
  const outer = probe(3);
  const inner = probe(3);
  inner.return = never;
  const plan = planOf(outer).append(flatMap(() => inner));
  const failing = concurrentMap(plan, (value: number) => value > 1 ? Promise.reject(boom) : value, {
    concurrency: 1,
  });
  const controller = new AbortController();
  const result = sequenceOf(failing).toArray({ signal: controller.signal });
  await drain();
  assert.equal(outer.closes, 0);
  controller.abort("enough");
  await assert.rejects(result, (reason) => reason === "enough");
  assert.equal(outer.closes, 1);
});

Deno.test("concurrentMap() fails with the callback when closing the source fails too", async () => {
  const source = probe(3);
  source.return = () => Promise.reject(new Error("closing failed"));
  const plan = concurrentMap(planOf(source), () => {
    throw boom;
  }, { concurrency: 1 });
  await assert.rejects(sequenceOf(plan).toArray(), isBoom);
});

Deno.test("concurrentMap() closes the source when an operator before it fails", async () => {
  const source = probe(3);
  const plan = planOf(source).append(filter<number>((value) => {
    if (value === 2) throw boom;
    return true;
  }));
  await assert.rejects(
    sequenceOf(concurrentMap(plan, never, { concurrency: 2 })).toArray(),
    isBoom,
  );
  assert.deepEqual([source.pulls, source.closes], [2, 1]);
});

Deno.test("mapSettled() tells what became of every callback", async () => {
  const plan = mapSettled(planOf([0, 1, 2, 3]), (value: number) => {
    if (value === 0) throw boom;
    if (value === 1) return Promise.reject(boom);
    return value === 2 ? value : Promise.resolve(value);
  }, { concurrency: 2 });
  assert.deepEqual(await sequenceOf(plan).toArray(), [
    { status: "rejected", reason: boom },
    { status: "rejected", reason: boom },
    { status: "fulfilled", value: 2 },
    { status: "fulfilled", value: 3 },
  ]);
});

Deno.test("mapSettled() fails when the source does", async () => {
  const plan = mapSettled(planOf(probe(9, { failAt: 2 })), String, { concurrency: 2 });
  await assert.rejects(sequenceOf(plan).toArray(), /source failed/);
});

Deno.test("prefetch() pulls ahead of a slow consumer, and the failure comes in its place", async () => {
  const source = probe(9, { failAt: 4 });
  const iterator = sequenceOf(prefetch(planOf(source), 2))[Symbol.asyncIterator]();
  await drain();
  assert.equal(source.pulls, 0);
  assert.deepEqual(await iterator.next(), { done: false, value: 1 });
  await drain();
  assert.equal(source.pulls, 3);
  assert.deepEqual(await iterator.next(), { done: false, value: 2 });
  await drain();
  assert.deepEqual(await iterator.next(), { done: false, value: 3 });
  await assert.rejects(async () => await iterator.next(), /source failed/);
  assert.deepEqual([source.pulls, source.closes], [4, 0]);
});

Deno.test("prefetch() passes 100,000 items on", async () => {
  assert.equal(await sequenceOf(prefetch(planOf(range(0, 100_000)), 7)).count(), 100_000);
});

Deno.test("prefetch() refuses a count that is not an integer from 1", () => {
  const message = 'Cannot prefetch items as "count" must be an integer >= 1: current value is 0';
  assert.throws(() => prefetch(planOf([]), 0), { name: "RangeError", message });
});
