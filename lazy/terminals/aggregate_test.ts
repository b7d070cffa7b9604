import assert from "node:assert/strict";
import { syncMode } from "../engine/mode.ts";
import * as reducers from "../reducers.ts";
import { range } from "../range.ts";
import { type Seq, seq } from "../seq.ts";
import { over } from "../testdata/aggregating.ts";
import { aggregate } from "./aggregate.ts";

Deno.test("aggregate() hands every item and its index to each reducer in turn", () => {
  for (const names of ["", "a", "ab", "abc", "abcd", "abcde", "abcdefg"]) {
    const log: string[] = [];
    const record = Object.fromEntries([...names].map((name) => {
      const note = (made: string, item: string, at: number) => {
        log.push(`${name}:${item}${at}`);
        return made + item;
      };
      return [name, reducers.reduce(note, () => "")];
    }));
    const found = over(["x", "y"]).aggregate(record);
    assert.deepEqual(found, Object.fromEntries([...names].map((name) => [name, "xy"])));
    assert.deepEqual(Object.keys(found), [...names]);
    const expected = ["x0", "y1"].flatMap((item) => [...names].map((name) => `${name}:${item}`));
    assert.deepEqual(log, expected);
  }
});

Deno.test("aggregate() folds arrays, ranges and iterables alike, with any number of reducers", () => {
  const length = 20;
  for (let size = 0; size <= 6; size++) {
    const record = () =>
      Object.fromEntries(Array.from({ length: size }, (_, name) => [
        `r${name}`,
        name % 2 === 0
          ? reducers.reduce((text: string, n: number, at) => `${text} ${n}@${at}`, () => `${name}`)
          : reducers.max((n: number, at) => at * 10 - n),
      ]));
    const asked: number[] = [];
    const run = (source: Seq<number>) =>
      source.filter((n, at) => asked.push(at) && n % 3 !== 0).map((n, at) => n + at)
        .aggregate(record());
    const numbers = Array.from({ length }, (_, n) => n);
    const expected = over(numbers.filter((n) => n % 3 !== 0).map((n, at) => n + at))
      .aggregate(record());
    assert.deepEqual(run(seq(numbers)), expected);
    assert.deepEqual(run(range(0, length)), expected);
    assert.deepEqual(run(seq(new Set(numbers))), expected);
    const halves = seq([numbers.slice(0, 9), new Set(numbers.slice(9))]);
    assert.deepEqual(run(halves.flatMap((half) => half)), expected);
    assert.deepEqual(asked, [...numbers, ...numbers, ...numbers, ...numbers]);
  }
});

Deno.test("aggregate() calls callbacks without this", () => {
  const seen = new Set<unknown>();
  function note(this: unknown): boolean {
    seen.add(this);
    return false;
  }
  const { by, count, maxBy, mean, min, reduce, some, sum } = reducers;
  const compare = () => (note.call(undefined), 0);
  const number = function (this: unknown) {
    seen.add(this);
    return 1;
  };
  const record = {
    a: sum(number),
    b: count(note),
    c: mean(number),
    d: some(note),
    e: maxBy(number, compare),
    f: by(number, min(number, compare)),
    g: reduce(number, () => 0),
  };
  seq([1, 2, 3]).aggregate(record);
  seq([1, 2, 3]).aggregate({ a: record.a, b: record.b, e: record.e, f: record.f });
  assert.deepEqual([...seen], [undefined]);
});

Deno.test("aggregate() starts afresh in each run", () => {
  const factory = aggregate<number, { n: number }>({ n: reducers.count() });
  const [one, other] = [factory(syncMode), factory(syncMode)];
  one.settle(1, 1);
  one.settle(2, 2);
  other.settle(1, 1);
  assert.deepEqual([one.result(), other.result()], [{ n: 2 }, { n: 1 }]);
});

Deno.test("aggregate() keeps a name that objects give a meaning to", () => {
  const found = over([1]).aggregate({ ["__proto__"]: reducers.count() });
  assert.deepEqual(Object.entries(found), [["__proto__", 1]]);
});

Deno.test("aggregate() hands on an error of a callback as it is", () => {
  const failure = new Error("boom");
  const fail = reducers.count(() => {
    throw failure;
  });
  assert.throws(() => over([1]).aggregate({ fail }), (error) => error === failure);
});

Deno.test("aggregate() refuses what is no record of reducers", () => {
  assert.throws(() => aggregate(undefined as never), TypeError);
  assert.throws(() => aggregate([reducers.count()] as never), TypeError);
  assert.throws(() => aggregate({ n: reducers.count } as never), {
    name: "TypeError",
    message: 'Cannot aggregate the sequence as "n" must be a reducer: ' +
      "current value is function count; call it to make the reducer",
  });
  assert.throws(() => aggregate({ n: null } as never), TypeError);
});
