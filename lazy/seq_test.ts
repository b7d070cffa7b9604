import assert from "node:assert/strict";
import { range } from "./range.ts";
import { seq } from "./seq.ts";

/** An iterator that counts what is done to it. */
function probe(options: { failAt?: number; failReturn?: boolean; length?: number } = {}) {
  const { failAt = Infinity, length = Infinity } = options;
  const iterator = {
    pulls: 0,
    closes: 0,
    next(): IteratorResult<number> {
      const value = ++iterator.pulls;
      if (value === failAt) throw new Error("source failed");
      return value > length ? { done: true, value: undefined } : { done: false, value };
    },
    return(): IteratorResult<number> {
      iterator.closes++;
      if (options.failReturn) throw new Error("close failed");
      return { done: true, value: undefined };
    },
  };
  return iterator;
}

Deno.test("Seq runs nothing before a terminal", () => {
  let calls = 0;
  const numbers = seq(() => {
    calls++;
    return [1, 2];
  }).map((n) => calls += n);
  assert.equal(calls, 0);
  numbers.toArray();
  assert.equal(calls, 4);
});

Deno.test("Seq runs again over an array, a set or a factory", () => {
  for (const source of [[1, 2], new Set([1, 2]), () => [1, 2].values()]) {
    const numbers = seq<number>(source).map((n) => n * 2);
    assert.deepEqual([...numbers, ...numbers], [2, 4, 2, 4]);
  }
});

Deno.test("Seq throws on the second run of a one-shot source and says what to do", () => {
  const numbers = seq([1, 2].values());
  assert.equal(numbers.map((n) => n + 1).first(), 2);
  assert.throws(() => numbers.toArray(), {
    name: "TypeError",
    message: "Cannot run the sequence again as its one-shot source has been used: " +
      "pass a factory, seq(() => openSource()), or keep the items with toArray()",
  });
});

Deno.test("Seq refuses a source that cannot be iterated", () => {
  assert.throws(() => seq(5 as never), {
    name: "TypeError",
    message: "Cannot read the source as it must be an iterable: current value is 5",
  });
  const asyncSource = { async *[Symbol.asyncIterator]() {} };
  assert.throws(() => seq(asyncSource as never), /use asyncSeq\(\) for async sources$/);
  assert.throws(() => seq(() => asyncSource as never).toArray(), /for async sources$/);
  assert.throws(() => seq([1]).zip(null as never), TypeError);
  assert.throws(() => seq({ next: () => 1 } as never).toArray(), /next\(\) must return an object/);
});

Deno.test("Seq closes a one-shot source once when it is disposed unread", () => {
  const source = probe();
  {
    using numbers = seq(source);
    using _derived = numbers.map((n) => n);
  }
  assert.equal(source.closes, 1);
});

Deno.test("Seq closes a one-shot source once when a run is left open and it is disposed", () => {
  const source = probe();
  const numbers = seq(source);
  const iterator = numbers[Symbol.iterator]();
  iterator.next();
  numbers[Symbol.dispose]();
  assert.deepEqual(iterator.next(), { done: true, value: undefined });
  iterator.return?.();
  assert.deepEqual([source.pulls, source.closes], [1, 1]);
});

Deno.test("Seq closes a one-shot source once when its iterator is left before the first pull", () => {
  const source = probe();
  const iterator = seq(source)[Symbol.iterator]();
  iterator.return?.();
  iterator.return?.();
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
});

Deno.test("Seq leaves a source that another run reads alone when an unused iterator is left", () => {
  const source = probe();
  const numbers = seq(source);
  const reading = numbers[Symbol.iterator]();
  reading.next();
  numbers[Symbol.iterator]().return?.();
  assert.equal(source.closes, 0);
  reading.return?.();
  assert.equal(source.closes, 1);
});

Deno.test("Seq.take closes the source before it hands over the last item", () => {
  const source = probe();
  let closesSeen = -1;
  seq(source).take(2).forEach((n) => n === 2 && (closesSeen = source.closes));
  assert.equal(closesSeen, 1);
  assert.deepEqual([source.pulls, source.closes], [2, 1]);
});

Deno.test("Seq.take with limit 0 opens no factory and closes a one-shot source", () => {
  assert.deepEqual(seq<number>(() => assert.fail("must not open")).take(0).toArray(), []);
  const source = probe();
  assert.deepEqual(seq(source).take(0).toArray(), []);
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
});

Deno.test("Seq does not close a source whose next() throws", () => {
  const source = probe({ failAt: 3 });
  assert.throws(() => seq(source).toArray(), /source failed/);
  assert.deepEqual([source.pulls, source.closes], [3, 0]);
});

Deno.test("Seq closes the outer source when an inner one fails", () => {
  const outer = probe();
  const inner = probe({ failAt: 1 });
  assert.throws(() => seq(outer).flatMap(() => inner).toArray(), /source failed/);
  assert.deepEqual([outer.closes, inner.closes], [1, 0]);
});

/** A one-shot source that is open from the start and notes when it is closed. */
function openSource(name: string, closed: string[], items = [1, 2, 3]): Iterable<number> {
  const left = [...items];
  return Object.assign(Object.create(Iterator.prototype), {
    next: () => left.length > 0 ? { done: false, value: left.shift() } : { done: true },
    return: () => (closed.push(name), { done: true }),
  });
}

Deno.test("Seq closes one-shot sources of its operators that a run did not come to", () => {
  const closed: string[] = [];
  const other = () => openSource("other", closed);
  const noteOf = (run: () => unknown) => {
    closed.length = 0;
    run();
    return closed.join();
  };
  const main = (items: number[]) => seq(openSource("main", closed, items));
  assert.equal(noteOf(() => main([]).zip(other()).toArray()), "other");
  assert.equal(noteOf(() => main([1]).take(0).zip(other()).toArray()), "main,other");
  assert.equal(noteOf(() => main([1]).zip(other()).take(0).toArray()), "main,other");
  assert.equal(
    noteOf(() => main([1, 2]).concat(other(), other()).take(1).toArray()),
    "main,other,other",
  );
  assert.equal(noteOf(() => main([1, 2]).concat(other()).find((n) => n === 1)), "main,other");
  assert.equal(noteOf(() => main([1]).concat(other(), other()).take(2).toArray()), "other,other");
  assert.equal(noteOf(() => main([1])[Symbol.iterator]().return?.()), "main");
  assert.equal(noteOf(() => main([1]).zip(other())[Symbol.iterator]().return?.()), "other,main");
  const fail = () => {
    throw new Error("boom");
  };
  const failing = () => assert.throws(() => main([1]).map(fail).zip(other()).toArray(), /boom/);
  assert.equal(noteOf(failing), "other,main");
});

Deno.test("Seq leaves a one-shot source alone that another run has opened", () => {
  const closed: string[] = [];
  const concatenated = seq([1]).concat(openSource("other", closed));
  const iterator = concatenated[Symbol.iterator]();
  iterator.next();
  iterator.next();
  assert.equal(concatenated.first(), 1);
  assert.deepEqual(closed, []);
  iterator.return?.();
  assert.deepEqual(closed, ["other"]);
});

Deno.test("Seq.zip closes the other source when one of the two fails", () => {
  const [left, right] = [probe({ failAt: 2 }), probe()];
  assert.throws(() => seq(left).zip(right).toArray(), /source failed/);
  assert.deepEqual([left.closes, right.closes], [0, 1]);
  const [healthy, failing] = [probe(), probe({ failAt: 2 })];
  assert.throws(() => seq(healthy).zip(failing).toArray(), /source failed/);
  assert.deepEqual([healthy.closes, failing.closes], [1, 0]);
});

Deno.test("Seq lets the error of a callback pass unchanged when closing fails too", () => {
  const boom = { not: "an Error" };
  const source = probe({ failReturn: true });
  const numbers = seq(source).map(() => {
    throw boom;
  });
  assert.throws(() => numbers.toArray(), (error) => error === boom);
  assert.equal(source.closes, 1);
});

Deno.test("Seq reports a failure to close when nothing else failed", () => {
  assert.throws(() => seq(probe({ failReturn: true })).first(), /close failed/);
  assert.throws(() => seq(probe({ failReturn: true })).take(1).toArray(), /close failed/);
});

Deno.test("Seq closes every open source when closing one of them fails", () => {
  const outer = probe();
  const inner = probe({ failReturn: true });
  assert.throws(() => seq(outer).flatMap(() => inner).first(), /close failed/);
  assert.deepEqual([outer.closes, inner.closes], [1, 1]);
});

Deno.test("Seq refuses to be advanced from its own callback", () => {
  const iterator: Iterator<number> = seq([1, 2]).map((): number => iterator.next().value)[
    Symbol.iterator
  ]();
  assert.throws(() => iterator.next(), /Cannot advance the sequence as it is already running/);
});

Deno.test("Seq iterators have the native helpers and can be disposed", () => {
  const source = probe();
  {
    using iterator = seq(source)[Symbol.iterator]();
    assert.deepEqual(iterator.take(1).toArray(), [1]);
  }
  assert.equal(source.closes, 1);
});

Deno.test("Seq callbacks receive the item and its index", () => {
  const seen: unknown[] = [];
  seq("ab").tap((...args) => seen.push(args)).forEach((...args) => seen.push(args));
  assert.deepEqual(seen, [["a", 0], ["a", 0], ["b", 1], ["b", 1]]);
});

Deno.test("Seq refuses a callback that is not a function, when it is passed", () => {
  const numbers = seq([1]) as unknown as Record<string, (callback: unknown) => unknown>;
  const names = ["map", "filter", "flatMap", "takeWhile", "dropWhile", "tap", "scan", "chunkBy"]
    .concat(
      "reduce",
      "forEach",
      "find",
      "some",
      "every",
      "groupBy",
      "countBy",
      "partition",
      "toMap",
    );
  for (const name of names) assert.throws(() => numbers[name]!(1), TypeError, name);
});

Deno.test("Seq.take and Seq.drop check the limit as TC39 does", () => {
  for (const limit of [-1, NaN, -Infinity]) {
    assert.throws(() => seq([1]).take(limit), RangeError);
    assert.throws(() => seq([1]).drop(limit), RangeError);
  }
  assert.throws(() => seq([1]).take("1" as never), TypeError);
  assert.deepEqual(seq([1, 2]).take(1.9).toArray(), [1]);
  assert.deepEqual(seq([1, 2]).take(Infinity).drop(0).toArray(), [1, 2]);
  assert.deepEqual(seq([1, 2]).drop(Infinity).toArray(), []);
});

Deno.test("Seq.chunks and Seq.windows check the size as TC39 does", () => {
  for (const method of ["chunks", "windows", "pages"] as const) {
    assert.throws(() => seq([1])[method](1.5), TypeError);
    assert.throws(() => seq([1])[method](NaN), TypeError);
    assert.throws(() => seq([1])[method]("1" as never), TypeError);
    assert.throws(() => seq([1])[method](0), RangeError);
    assert.throws(() => seq([1])[method](2 ** 32), RangeError);
  }
  assert.throws(() => seq([1]).windows(2, "partial" as never), TypeError);
});

Deno.test("Seq.flatMap refuses a string", () => {
  assert.throws(() => seq([1]).flatMap(() => "ab").toArray(), {
    name: "TypeError",
    message: /return \[text\] to keep it whole/,
  });
});

Deno.test("Seq.distinct keeps the first item of each key, NaN included", () => {
  assert.deepEqual(seq([NaN, 0, NaN, -0, 1]).distinct().toArray(), [NaN, 0, 1]);
});

Deno.test("Seq.chunkBy takes NaN for equal to itself", () => {
  assert.deepEqual(seq([NaN, NaN, 1]).chunkBy((n) => n).toArray(), [[NaN, NaN], [1]]);
});

Deno.test("Seq.windows hands over arrays that stay as they are", () => {
  assert.deepEqual(seq([1, 2, 3]).windows(2).toArray(), [[1, 2], [2, 3]]);
  assert.deepEqual(seq([1]).windows(2).toArray(), []);
  assert.deepEqual(seq([1]).windows(2, "allow-partial").toArray(), [[1]]);
});

Deno.test("Seq.concat opens a source when the one before has run out", () => {
  const opened: string[] = [];
  const open = (name: string) => () => {
    opened.push(name);
    return [name];
  };
  const names = seq(open("a")).concat(open("b"), open("c"));
  assert.deepEqual(names.take(2).toArray(), ["a", "b"]);
  assert.deepEqual(opened, ["a", "b"]);
});

Deno.test("Seq.reduce begins with the first item or with the initial value", () => {
  assert.equal(seq([1, 2, 3]).reduce((sum, n, index) => sum + n * index), 1 + 2 + 6);
  assert.equal(seq([1, 2]).reduce((text, n, index) => `${text}${n}@${index} `, ""), "1@0 2@1 ");
  assert.equal(seq<number>([]).reduce<number | undefined>((sum) => sum, undefined), undefined);
  assert.throws(() => seq<number>([]).reduce((a, b) => a + b), {
    name: "TypeError",
    message: /^Cannot reduce the sequence as it is empty/,
  });
});

Deno.test("Seq terminals collect and search", () => {
  const words = seq(["to", "be", "or", "not", "to", "be"]);
  assert.deepEqual(words.toSet(), new Set(["to", "be", "or", "not"]));
  assert.deepEqual(words.toMap((word) => word.length), new Map([[2, "be"], [3, "not"]]));
  assert.deepEqual(
    words.toMap((word) => word, (_, index) => index),
    new Map([["to", 4], ["be", 5], ["or", 2], ["not", 3]]),
  );
  assert.equal(words.count(), 6);
  assert.equal(words.find((word) => word.length === 3), "not");
  assert.equal(words.find((word) => word === "?"), undefined);
  assert.deepEqual([words.some((word) => word === "or"), words.some(() => false)], [true, false]);
  assert.deepEqual([words.every((word) => word !== ""), words.every(() => false)], [true, false]);
  assert.deepEqual([words.first(), words.last()], ["to", "be"]);
  assert.deepEqual([words.take(0).first(), words.take(0).last()], [undefined, undefined]);
  assert.equal(seq([1, null, undefined, "x"]).join("-"), "1---x");
  assert.equal(seq([1, 2]).join(), "1,2");
});

Deno.test("Seq terminals group by key in the order of appearance", () => {
  const words = seq(["or", "to", "a", "be"]);
  const byLength = (word: string) => word.length;
  assert.deepEqual([...words.groupBy(byLength)], [[2, ["or", "to", "be"]], [1, ["a"]]]);
  assert.deepEqual([...words.countBy(byLength)], [[2, 3], [1, 1]]);
  const joined = words.reduceBy(byLength, (text, word) => text + word, (length) => `${length}:`);
  assert.deepEqual([...joined], [[2, "2:ortobe"], [1, "1:a"]]);
  assert.deepEqual(words.partition((word) => word.includes("o")), [["or", "to"], ["a", "be"]]);
});

Deno.test("Seq.min and Seq.max return the earliest of a tie", () => {
  const pairs = seq([[2, "a"], [1, "b"], [1, "c"], [2, "d"]] as const);
  assert.equal(pairs.min((a, b) => a[0] - b[0])?.[1], "b");
  assert.equal(pairs.max((a, b) => a[0] - b[0])?.[1], "a");
  assert.deepEqual([seq([3, 1, 2]).min(), seq([1, 3, 2]).max()], [1, 3]);
  assert.equal(seq<number>([]).min(), undefined);
});

Deno.test("Seq.sum refuses a term that is not a number", () => {
  assert.equal(seq([1, 2]).sum(), 3);
  assert.equal(seq(["a", "bc"]).sum((text) => text.length), 3);
  assert.throws(() => seq([1, "2" as never]).sum(), {
    name: "TypeError",
    message: 'Cannot sum the sequence as item 1 must be a number: current value is "2"',
  });
});

Deno.test("Seq.toAsync awaits items that are promises and disposes of the source", async () => {
  assert.deepEqual(await seq([Promise.resolve(1), 2]).toAsync().toArray(), [1, 2]);
  const source = probe();
  {
    await using numbers = seq(source).toAsync();
    assert.equal(await numbers.take(0).count(), 0);
  }
  assert.equal(source.closes, 1);
});

Deno.test("Seq runs a pipeline of a thousand operators", () => {
  let numbers = range(0, 3);
  for (let i = 0; i < 1_000; i++) numbers = numbers.map((n) => n + 1);
  assert.deepEqual(numbers.toArray(), [1_000, 1_001, 1_002]);
});

Deno.test("Seq closes a sequence beside it that a run did not come to", () => {
  const closed: string[] = [];
  const [left, right] = seq(openSource("shared", closed)).tee(2);
  assert.equal(left!.zip(right!)[Symbol.iterator]().return?.().done, true);
  seq([1]).concat(seq(openSource("further", closed)).map((n) => n)).take(1).toArray();
  assert.deepEqual(closed, ["shared", "further"]);
});

Deno.test("Seq closes its source when a reducer cannot start", () => {
  const closed: string[] = [];
  const start = () => {
    throw new Error("boom");
  };
  assert.throws(() => seq(openSource("a", closed)).aggregate({ broken: { start } }), /boom/);
  assert.deepEqual(closed, ["a"]);
});
