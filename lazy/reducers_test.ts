import assert from "node:assert/strict";
import fc from "fast-check";
import * as reducers from "./reducers.ts";
import { over } from "./testdata/aggregating.ts";
import { keySequences } from "./testdata/hostile_keys.ts";

const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 });

/** The item that a comparator puts first; the earliest of a tie. */
function firstOf<T>(items: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  return items.toSorted(compare)[0];
}

Deno.test("reducers agree with arrays on any integers", () => {
  fc.assert(
    fc.property(numbers, (items) => {
      const digit = (n: number) => ((n % 7) + 7) % 7;
      const found = over(items).aggregate({
        count: reducers.count(),
        odd: reducers.count((n) => n % 2),
        sum: reducers.sum(),
        mean: reducers.mean((n) => n + 1),
        min: reducers.min(),
        max: reducers.max((n) => -n),
        minBy: reducers.minBy(digit),
        maxBy: reducers.maxBy(digit),
        first: reducers.first(),
        last: reducers.last(),
        some: reducers.some((n) => n > 900),
        every: reducers.every((n) => n < 900),
        array: reducers.toArray((n, at) => n * at),
        set: reducers.toSet(digit),
        different: reducers.countDistinct(),
        text: reducers.join("|"),
        groups: reducers.by(digit, reducers.toArray()),
        fold: reducers.reduce((text, n, at) => `${text}${n}:${at};`, () => ""),
      });
      const isEmpty = items.length === 0;
      assert.deepEqual(found, {
        count: items.length,
        odd: items.filter((n) => n % 2).length,
        sum: items.reduce((sum, n) => sum + n, 0),
        mean: isEmpty ? undefined : items.reduce((sum, n) => sum + n + 1, 0) / items.length,
        min: isEmpty ? undefined : Math.min(...items),
        max: firstOf(items.map((n) => -n), (a, b) => b - a),
        minBy: firstOf(items, (a, b) => digit(a) - digit(b)),
        maxBy: firstOf(items, (a, b) => digit(b) - digit(a)),
        first: items[0],
        last: items.at(-1),
        some: items.some((n) => n > 900),
        every: items.every((n) => n < 900),
        array: items.map((n, at) => n * at),
        set: new Set(items.map(digit)),
        different: new Set(items).size,
        text: items.join("|"),
        groups: Map.groupBy(items, digit),
        fold: items.map((n, at) => `${n}:${at};`).join(""),
      });
    }),
    { numRuns: 300 },
  );
});

Deno.test("reducers.sum() and mean() add from the first item on", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 50 }), (terms) => {
      const { sum, mean } = over(terms).aggregate({ sum: reducers.sum(), mean: reducers.mean() });
      const expected = terms.reduce((total, term) => total + term, 0);
      assert.ok(Object.is(sum, expected), `${sum} is not ${expected}`);
      assert.ok(Object.is(mean, terms.length === 0 ? undefined : expected / terms.length));
    }),
    { numRuns: 500 },
  );
});

Deno.test("reducers.sum() gives what plain addition gives where that is not finite", () => {
  const sum = (...terms: number[]) => over(terms).aggregate({ sum: reducers.sum() }).sum;
  assert.equal(sum(1, Infinity, 2), Infinity);
  assert.equal(sum(-Infinity, 5), -Infinity);
  assert.ok(Number.isNaN(sum(Infinity, 1, -Infinity)));
  assert.ok(Number.isNaN(sum(1, NaN)));
  assert.equal(sum(Number.MAX_VALUE, Number.MAX_VALUE), Infinity);
});

Deno.test("reducers.variance() agrees with two passes far from 0", () => {
  fc.assert(
    fc.property(numbers, fc.constantFrom(0, 1e9), (items, base) => {
      const terms = items.map((n) => n + base);
      const { variance, sample, deviation } = over(terms).aggregate({
        variance: reducers.variance(),
        sample: reducers.variance((n) => n, { of: "sample" }),
        deviation: reducers.standardDeviation(),
      });
      const mean = Math.sumPrecise(items) / items.length;
      const squares = Math.sumPrecise(items.map((n) => (n - mean) ** 2));
      const isClose = (value: number | undefined, exact: number) =>
        Math.abs(value! - exact) <= 1e-5 * Math.max(1, exact);
      if (items.length === 0) assert.deepEqual([variance, deviation], [undefined, undefined]);
      else {assert.ok(
          isClose(variance, squares / items.length) && deviation === Math.sqrt(variance!),
        );}
      if (items.length < 2) assert.equal(sample, undefined);
      else assert.ok(isClose(sample, squares / (items.length - 1)));
    }),
    { numRuns: 300 },
  );
});

Deno.test("reducers compare keys as Map and Set do", () => {
  fc.assert(
    fc.property(keySequences(), (keys) => {
      const found = over(keys).aggregate({
        different: reducers.countDistinct(),
        counts: reducers.by((key) => key, reducers.count()),
      });
      const model = new Map<unknown, number>();
      for (const key of keys) model.set(key, (model.get(key) ?? 0) + 1);
      assert.equal(found.different, model.size);
      const entries = [...found.counts];
      const isSame = [...model].every(([key, count], at) =>
        Object.is(entries[at]![0], key) && entries[at]![1] === count
      );
      assert.ok(isSame && entries.length === model.size);
    }),
    { numRuns: 200 },
  );
});

/** What `<` makes of numbers, texts, dates, big integers and `NaN` in any mixture, by plain loops. */
Deno.test("reducers.min() and max() agree with < and > on any mixture", () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, NaN, Infinity, -Infinity, "5", "a", "", 5n, undefined, null, true),
    fc.integer({ min: -9, max: 9 }),
    fc.integer({ min: 0, max: 9 }).map((ms) => new Date(ms)),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), (items) => {
      let [least, greatest] = [items[0], items[0]] as number[];
      for (const item of items as number[]) {
        if (item < least!) least = item;
        if (item > greatest!) greatest = item;
      }
      const { min, max, minBy } = over(items).aggregate({
        min: reducers.min(),
        max: reducers.max(),
        minBy: reducers.minBy((item) => item),
      });
      assert.ok(Object.is(min, least) && Object.is(max, greatest) && Object.is(minBy, least));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("reducers.min() and max() take an order and the earliest of a tie", () => {
  const byLength = (a: string, b: string) => a.length - b.length;
  const found = over(["bb", "a", "c", "dd"]).aggregate({
    shortest: reducers.min(undefined, byLength),
    longest: reducers.max(undefined, byLength),
    selected: reducers.max((text) => text + "!", byLength),
    least: reducers.minBy((text) => text.length, (a, b) => b - a),
  });
  assert.deepEqual(found, { shortest: "a", longest: "bb", selected: "bb!", least: "bb" });
});

Deno.test("reducers.some() and every() ask no more than they need", () => {
  const asked: string[] = [];
  const found = over([1, 2, 3]).aggregate({
    some: reducers.some((n) => asked.push(`some ${n}`) && n === 2),
    every: reducers.every((n) => asked.push(`every ${n}`) && n < 1),
  });
  assert.deepEqual(found, { some: true, every: false });
  assert.deepEqual(asked, ["some 1", "every 1", "some 2"]);
});

Deno.test("reducers.reduce() makes a new initial value for each run", () => {
  const list = reducers.reduce((list: number[], n: number) => (list.push(n), list), () => []);
  const pair = { a: list, b: list };
  assert.deepEqual(over([1]).aggregate(pair), { a: [1], b: [1] });
  assert.deepEqual(over([2]).aggregate(pair), { a: [2], b: [2] });
});

Deno.test("reducers.join() and first() treat nullish items like arrays do", () => {
  const found = over([undefined, null, 0]).aggregate({
    text: reducers.join(),
    first: reducers.first(),
  });
  assert.deepEqual(found, { text: ",,0", first: undefined });
});

Deno.test("reducers refuse terms that are no numbers and say which", () => {
  const terms = over([1, 2, "3" as unknown as number]);
  const message = 'Cannot reduce the sequence as item 2 must be a number: current value is "3"';
  for (const reducer of [reducers.sum(), reducers.mean(), reducers.variance()]) {
    assert.throws(() => terms.aggregate({ reducer }), { name: "TypeError", message });
  }
});

Deno.test("reducers refuse what is no function or no option", () => {
  const { by, count, countDistinct, every, join, max, maxBy, mean, min, minBy } = reducers;
  const { reduce, some, standardDeviation, sum, toArray, toSet, variance } = reducers;
  const made = { by, count, countDistinct, every, max, maxBy, mean, min, minBy, reduce, some };
  const others = { standardDeviation, sum, toArray, toSet, variance };
  for (const [name, make] of Object.entries({ ...made, ...others })) {
    assert.throws(() => (make as (f: unknown) => unknown)(1), TypeError, name);
  }
  assert.throws(() => join(",", 1 as never), TypeError);
  assert.throws(() => min(undefined, 1 as never), TypeError);
  assert.throws(() => reduce(() => 1, 1 as never), TypeError);
  assert.throws(() => variance(undefined, { of: "all" as never }), /"population" or "sample"/);
  assert.throws(() => variance(undefined, { off: "sample" } as never), /use "of"/);
  assert.throws(() => by(() => 1, count as never), /call it to make the reducer/);
});
