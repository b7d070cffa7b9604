import assert from "node:assert/strict";
import fc from "fast-check";
import { type AsyncSeq, asyncSeq } from "../async_seq.ts";
import { type Seq, seq } from "../seq.ts";

/** An item and how many times the source has been pulled when it comes out. */
interface Timed {
  readonly value: number;
  readonly at: number;
}

/** What a pipeline does, as a naive array: its items, and what has happened when it has ended. */
interface Timeline {
  readonly items: readonly Timed[];
  readonly end: { readonly at: number; readonly isClosed: boolean };
}

/** Passes callbacks through, or makes some of them async. */
type Wrap = <A extends unknown[], R>(callback: (...args: A) => R) => (...args: A) => R;

interface Step {
  readonly text: string;
  readonly apply: (sequence: Seq<number>, wrap: Wrap, ledger: Ledger) => Seq<number>;
  readonly oracle: (timeline: Timeline) => Timeline;
}

/** Every source that was opened, to see that each is closed once unless it ran out. */
class Ledger {
  readonly entries: { pulls: number; closes: number; isExhausted: boolean }[] = [];

  open(items: readonly number[]): IterableIterator<number> {
    const entry = { pulls: 0, closes: 0, isExhausted: false };
    this.entries.push(entry);
    return {
      [Symbol.iterator]() {
        return this;
      },
      next() {
        assert.ok(
          entry.closes === 0 && !entry.isExhausted,
          "must not pull a source that has ended",
        );
        if (entry.pulls < items.length) return { done: false, value: items[entry.pulls++]! };
        entry.pulls++;
        entry.isExhausted = true;
        return { done: true, value: undefined };
      },
      return() {
        entry.closes++;
        return { done: true, value: undefined };
      },
    };
  }

  openAsync(items: readonly number[]): AsyncIterableIterator<number> {
    const inner = this.open(items);
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => await inner.next(),
      return: async () => await inner.return!(),
    };
  }

  assertSettled(): void {
    for (const { closes, isExhausted } of this.entries) assert.equal(closes, isExhausted ? 0 : 1);
  }
}

const rekey = (timeline: Timeline, items: readonly Timed[]): Timeline => ({ ...timeline, items });
const total = (values: readonly number[]) => values.reduce((a, b) => a * 3 + b, values.length);
const small = fc.nat({ max: 4 });
const size = fc.integer({ min: 1, max: 4 });
const plain: Wrap = (callback) => callback;

/** Groups of consecutive items: `starts` tells where a group begins. */
function gather(timeline: Timeline, starts: (index: number) => boolean, isOpenEnded: boolean) {
  const groups: Timed[][] = [];
  timeline.items.forEach((item, index) => {
    if (starts(index)) groups.push([]);
    groups.at(-1)!.push(item);
  });
  return groups.map((group, index) => ({
    values: group.map(({ value }) => value),
    at: isOpenEnded ? groups[index + 1]?.[0]?.at ?? timeline.end.at : group.at(-1)!.at,
  }));
}

const steps: fc.Arbitrary<Step>[] = [
  small.map((by) => ({
    text: `map(${by})`,
    apply: (s, wrap) => s.map(wrap((value, index) => value + by * index)),
    oracle: (t) =>
      rekey(t, t.items.map(({ value, at }, index) => ({ value: value + by * index, at }))),
  })),
  size.map((by) => ({
    text: `filter(% ${by})`,
    apply: (s, wrap) => s.filter(wrap((value: number, index) => (value + index) % by === 0)),
    oracle: (t) => rekey(t, t.items.filter(({ value }, index) => (value + index) % by === 0)),
  })),
  small.map((limit) => ({
    text: `take(${limit})`,
    apply: (s) => s.take(limit),
    oracle(t) {
      if (limit === 0) return { items: [], end: { at: 0, isClosed: false } };
      if (t.items.length < limit) return t;
      const at = t.items[limit - 1]!.at;
      const isExhausted = at === t.end.at && !t.end.isClosed;
      return { items: t.items.slice(0, limit), end: { at, isClosed: at > 0 && !isExhausted } };
    },
  })),
  small.map((limit) => ({
    text: `drop(${limit})`,
    apply: (s) => s.drop(limit),
    oracle: (t) => rekey(t, t.items.slice(limit)),
  })),
  size.map((by) => ({
    text: `takeWhile(% ${by})`,
    apply: (s, wrap) => s.takeWhile(wrap((value) => value % by !== by - 1 || by === 1)),
    oracle(t) {
      const index = t.items.findIndex(({ value }) => !(value % by !== by - 1 || by === 1));
      if (index === -1) return t;
      const { at } = t.items[index]!;
      const isExhausted = at === t.end.at && !t.end.isClosed;
      return { items: t.items.slice(0, index), end: { at, isClosed: at > 0 && !isExhausted } };
    },
  })),
  size.map((by) => ({
    text: `dropWhile(% ${by})`,
    apply: (s, wrap) => s.dropWhile(wrap((value) => value % by !== 0)),
    oracle(t) {
      const index = t.items.findIndex(({ value }) => value % by === 0);
      return rekey(t, index === -1 ? [] : t.items.slice(index));
    },
  })),
  fc.constant({
    text: "tap()",
    apply: (s: Seq<number>, wrap: Wrap) => s.tap(wrap(() => "ignored")),
    oracle: (t: Timeline) => t,
  }),
  fc.constant({
    text: "scan()",
    apply: (s: Seq<number>, wrap: Wrap) =>
      s.scan(wrap((sum: number, value, i) => sum + value * i), 1),
    oracle(t: Timeline) {
      let sum = 1;
      return rekey(t, t.items.map(({ value, at }, index) => ({ value: sum += value * index, at })));
    },
  }),
  size.map((by) => ({
    text: `distinct(% ${by})`,
    apply: (s, wrap) => s.distinct(wrap((value) => value % by)),
    oracle(t) {
      const keys = t.items.map(({ value }) => value % by);
      return rekey(t, t.items.filter((_, index) => keys.indexOf(keys[index]!) === index));
    },
  })),
  small.map((by) => ({
    text: `flatMap(${by})`,
    apply: (s, wrap, ledger) =>
      s.flatMap(
        wrap((value) => ledger.open(Array.from({ length: value % (by + 1) }, (_, i) => i))),
      ),
    oracle: (t) =>
      rekey(
        t,
        t.items.flatMap(({ value, at }) =>
          Array.from({ length: value % (by + 1) }, (_, i) => ({ value: i, at }))
        ),
      ),
  })),
  fc.array(fc.nat({ max: 9 }), { maxLength: 3 }).map((others) => ({
    text: `concat(${others})`,
    apply: (s, _wrap, ledger) => s.concat(() => ledger.open(others), () => ledger.open(others)),
    oracle: (t) =>
      rekey(t, [...t.items, ...[...others, ...others].map((value) => ({ value, at: t.end.at }))]),
  })),
  fc.array(fc.nat({ max: 9 }), { maxLength: 5 }).map((others) => ({
    text: `zip(${others})`,
    apply: (s, _wrap, ledger) => s.zip(() => ledger.open(others)).map(([a, b]) => a + b),
    oracle(t) {
      const items = t.items.slice(0, others.length)
        .map(({ value, at }, index) => ({ value: value + others[index]!, at }));
      const failed = t.items[others.length];
      if (failed === undefined) return rekey(t, items);
      const isExhausted = failed.at === t.end.at && !t.end.isClosed;
      return { items, end: { at: failed.at, isClosed: failed.at > 0 && !isExhausted } };
    },
  })),
  size.map((of) => ({
    text: `chunks(${of})`,
    apply: (s) => s.chunks(of).map(total),
    oracle(t) {
      const isFull = (chunk: readonly number[]) => chunk.length === of;
      return rekey(
        t,
        gather(t, (index) => index % of === 0, false)
          .map(({ values, at }) => ({ value: total(values), at: isFull(values) ? at : t.end.at })),
      );
    },
  })),
  fc.tuple(size, fc.boolean()).map(([of, isPartial]) => ({
    text: `windows(${of}, ${isPartial})`,
    apply: (s) => s.windows(of, isPartial ? "allow-partial" : "only-full").map(total),
    oracle(t) {
      const values = t.items.map(({ value }) => value);
      if (isPartial && values.length > 0 && values.length < of) {
        return rekey(t, [{ value: total(values), at: t.end.at }]);
      }
      return rekey(
        t,
        t.items.slice(of - 1)
          .map(({ at }, index) => ({ value: total(values.slice(index, index + of)), at })),
      );
    },
  })),
  size.map((by) => ({
    text: `chunkBy(% ${by})`,
    apply: (s, wrap) => s.chunkBy(wrap((value) => value % by)).map(total),
    oracle: (t) =>
      rekey(
        t,
        gather(t, (i) => i === 0 || t.items[i]!.value % by !== t.items[i - 1]!.value % by, true)
          .map(({ values, at }) => ({ value: total(values), at })),
      ),
  })),
  size.map((of) => ({
    text: `pages(${of})`,
    apply: (s) =>
      s.pages(of).map((page) => total(page.items) + page.start + (page.hasNext ? 0 : 1)),
    oracle(t) {
      const pages = gather(t, (index) => index % of === 0, true);
      return rekey(
        t,
        pages.map(({ values, at }, index) => ({
          value: total(values) + index * of + (index < pages.length - 1 ? 0 : 1),
          at,
        })),
      );
    },
  })),
];

const cases = fc.record({
  items: fc.array(fc.nat({ max: 20 }), { maxLength: 12 }),
  pipeline: fc.array(fc.oneof(...steps), { maxLength: 5 }),
  stopAfter: fc.nat({ max: 6 }),
  ending: fc.constantFrom("break", "throw", "abort"),
  asyncBits: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  isSourceAsync: fc.boolean(),
});

type Case = typeof cases extends fc.Arbitrary<infer C> ? C : never;

function expected({ items, pipeline }: Case): Timeline {
  const source: Timeline = {
    items: items.map((value, index) => ({ value, at: index + 1 })),
    end: { at: items.length + 1, isClosed: false },
  };
  return pipeline.reduce((timeline, step) => step.oracle(timeline), source);
}

/** What the source must have seen when the run is left after `stopAfter` items, or has ended. */
function expectedSource(timeline: Timeline, stopAfter: number) {
  const stopped = timeline.items[stopAfter - 1];
  if (stopped === undefined || stopped.at === timeline.end.at) {
    return { pulls: timeline.end.at, closes: Number(timeline.end.isClosed) };
  }
  return { pulls: stopped.at, closes: Number(stopped.at > 0) };
}

function assertSource(
  ledger: Ledger,
  isOpened: boolean,
  source: { pulls: number; closes: number },
) {
  ledger.assertSettled();
  if (!isOpened) return assert.equal(source.pulls, 0);
  assert.equal(ledger.entries[0]!.pulls, source.pulls);
  assert.equal(ledger.entries[0]!.closes, source.closes);
}

/** Makes some callbacks async, in a fixed pattern. */
function someAsync(bits: readonly boolean[]): Wrap {
  let calls = 0;
  return (callback) => (...args) => {
    const result = callback(...args);
    return bits[calls++ % bits.length] ? Promise.resolve(result) as never : result;
  };
}

const describe = (c: Case) => c.pipeline.map((step) => step.text).join(" ");
const boom = new Error("boom");

Deno.test("Seq agrees with a naive array in values, pulls and closes", () => {
  fc.assert(
    fc.property(cases, (c) => {
      const timeline = expected(c);
      const ledger = new Ledger();
      let isOpened = false;
      const source = seq(() => {
        assert.equal(ledger.entries.length, 0, describe(c));
        isOpened = true;
        return ledger.open(c.items);
      });
      const pipeline = c.pipeline.reduce((s, step) => step.apply(s, plain, ledger), source);
      assert.deepEqual(pipeline.toArray(), timeline.items.map(({ value }) => value));
      assertSource(ledger, isOpened, expectedSource(timeline, Infinity));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("Seq pulls no item early and closes once when a loop is left", () => {
  fc.assert(
    fc.property(cases, (c) => {
      const timeline = expected(c);
      const ledger = new Ledger();
      let main: Ledger["entries"][number] | undefined;
      const source = seq(() => {
        const opened = ledger.open(c.items);
        main = ledger.entries.at(-1);
        return opened;
      });
      const pipeline = c.pipeline.reduce((s, step) => step.apply(s, plain, ledger), source);
      const got: number[] = [];
      const run = () => {
        for (const value of pipeline) {
          assert.equal(main?.pulls ?? 0, timeline.items[got.length]!.at);
          got.push(value);
          if (got.length < c.stopAfter) continue;
          if (c.ending === "break") break;
          throw boom;
        }
      };
      if (c.stopAfter === 0) return;
      const isStopped = timeline.items.length >= c.stopAfter;
      if (isStopped && c.ending !== "break") assert.throws(run, (error) => error === boom);
      else run();
      assert.deepEqual(got, timeline.items.slice(0, c.stopAfter).map(({ value }) => value));
      const mainSource = expectedSource(timeline, c.stopAfter);
      ledger.assertSettled();
      assert.equal(main?.pulls ?? 0, mainSource.pulls);
      assert.equal(main?.closes ?? 0, mainSource.closes);
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("AsyncSeq agrees with a naive array in values, pulls and closes", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (c) => {
      const timeline = expected(c);
      const ledger = new Ledger();
      let main: Ledger["entries"][number] | undefined;
      const source = asyncSeq<number>(() => {
        const opened = c.isSourceAsync ? ledger.openAsync(c.items) : ledger.open(c.items);
        main = ledger.entries.at(-1);
        return opened;
      }) as unknown as Seq<number>;
      const wrap = someAsync(c.asyncBits);
      const pipeline = c.pipeline
        .reduce((s, step) => step.apply(s, wrap, ledger), source) as unknown as AsyncSeq<number>;
      const got: number[] = [];
      const controller = new AbortController();
      const visit = (value: number) => {
        assert.equal(main?.pulls ?? 0, timeline.items[got.length]!.at);
        got.push(value);
        if (got.length !== c.stopAfter) return false;
        if (c.ending === "throw") throw boom;
        if (c.ending === "abort") controller.abort(boom);
        return c.ending === "break";
      };
      const { signal } = controller;
      const run = () => pipeline.some(wrap(visit), { signal });
      const isStopped = c.stopAfter > 0 && timeline.items.length >= c.stopAfter;
      if (isStopped && c.ending !== "break") await assert.rejects(run, (error) => error === boom);
      else await run();
      const stopAfter = isStopped ? c.stopAfter : Infinity;
      assert.deepEqual(got, timeline.items.slice(0, stopAfter).map(({ value }) => value));
      const mainSource = expectedSource(timeline, stopAfter);
      ledger.assertSettled();
      assert.equal(main?.pulls ?? 0, mainSource.pulls, describe(c));
      assert.equal(main?.closes ?? 0, mainSource.closes, describe(c));
    }),
    { numRuns: 1_000 },
  );
});
