import assert from "node:assert/strict";
import fc from "fast-check";
import { compile } from "./compile.ts";
import { range } from "./range.ts";
import { Seq, seq, type SeqSource } from "./seq.ts";

type Define = (source: Seq<number>) => Seq<number>;

const identity: Define = (source) => source;

/** An iterable that logs what is asked of it. */
function logged(items: Iterable<number>): { log: string[]; source: Iterable<number> } {
  const log: string[] = [];
  const source = {
    [Symbol.iterator]() {
      const inner = items[Symbol.iterator]();
      log.push("open");
      return {
        next: () => (log.push("next"), inner.next()),
        return: () => (log.push("return"), { done: true, value: undefined }),
      };
    },
  };
  return { log, source: source as Iterable<number> };
}

Deno.test("compile() calls the definition once and runs nothing", () => {
  let defined = 0;
  const { log, source } = logged([1]);
  const recipe = compile((source: Seq<number>) => {
    defined++;
    return source.map((n) => n + 1);
  });
  const sequences = [recipe(source), recipe(source)];
  assert.deepEqual([defined, log], [1, []]);
  assert.deepEqual(sequences.map((sequence) => sequence.toArray()), [[2], [2]]);
  assert.equal(defined, 1);
  assert.ok(sequences[0] instanceof Seq);
});

Deno.test("compile() refuses a definition that returns anything but its sequence", () => {
  const wrong: readonly unknown[] = [
    () => {},
    () => [],
    () => seq([1]),
    (source: Seq<number>) => source.memoize(),
    (source: Seq<number>) => source.tee(2)[0],
    (source: Seq<number>) => source.pages(2),
    (source: Seq<number>) => Seq.concat(source),
    (source: Seq<number>) => seq(source),
  ];
  for (const define of wrong) {
    assert.throws(() => compile(define as never), {
      name: "TypeError",
      message: /^Cannot compile the sequence as "define" must be a function that returns the/,
    });
  }
  assert.throws(() => compile(5 as never), { name: "TypeError", message: /must be a function/ });
  const error = new Error("mine");
  assert.throws(() => {
    compile(() => {
      throw error;
    });
  }, (thrown) => thrown === error);
});

Deno.test("compile() refuses to run the sequence that is being compiled", () => {
  const running = /^Cannot run a sequence that is being compiled: append operators to it/;
  const define = (source: Seq<number>) => {
    source.toArray();
    return source;
  };
  assert.throws(() => compile(define), { name: "TypeError", message: running });
  const recipe = compile((source: Seq<number>) => source.concat(source));
  assert.throws(() => recipe([1]).count(), { name: "TypeError", message: running });
  const disposing = compile((source: Seq<number>) => {
    source[Symbol.dispose]();
    return source;
  });
  assert.deepEqual(disposing([1]).toArray(), [1]);
});

Deno.test("compile() makes sequences of what seq() takes, and refuses the same", () => {
  const recipe = compile(identity);
  const sources: readonly SeqSource<number>[] = [
    [1, 2],
    new Float32Array([1, 2]),
    new Set([1, 2]),
    [1, 2].values(),
    () => [1, 2],
    () => [1, 2].values(),
    range(1, 3),
    seq([1, 2]),
    seq([0, 1]).map((n) => n + 1),
    compile((source: Seq<number>) => source.map((n) => n + 1))([0, 1]),
    recipe(recipe(range(1, 3))),
  ];
  for (const source of sources) assert.deepEqual(recipe(source).toArray(), [1, 2]);
  for (const wrong of [5, null, undefined, {}]) {
    assert.throws(() => recipe(wrong as never), { name: "TypeError", message: /^Cannot read the/ });
  }
});

Deno.test("compile() reads a one-shot source once, and closes it unread", () => {
  let closed = 0;
  const open = (): Iterator<number> => ({
    next: () => ({ done: false, value: 1 }),
    return: () => ({ done: true, value: void closed++ }),
  });
  const recipe = compile((source: Seq<number>) => source.map((n) => n + 1));
  const sequence = recipe(open());
  assert.equal(sequence.first(), 2);
  assert.equal(closed, 1);
  assert.throws(() => sequence.first(), { name: "TypeError", message: /one-shot/ });
  {
    using unread = recipe(open());
    unread.take(1);
  }
  assert.equal(closed, 2);
  assert.deepEqual(recipe(open()).take(0).toArray(), []);
  assert.equal(closed, 3);
});

Deno.test("compile() pulls and closes at the item when it takes as many as a slice has", () => {
  for (const limit of [1_023, 1_024, 1_025, 2_048]) {
    for (
      const define of [
        (source: Seq<number>) => source.take(limit),
        (source: Seq<number>) => source.takeWhile((_, index) => index < limit - 1),
        (source: Seq<number>) => source.flatMap((n) => new Set([n])).take(limit),
      ]
    ) {
      const [plain, compiled] = [logged(range(0, 1e4)), logged(range(0, 1e4))];
      const expected = define(seq(plain.source)).toArray();
      assert.deepEqual(compile(define)(compiled.source).toArray(), expected);
      assert.deepEqual(compiled.log, plain.log);
      assert.equal(compiled.log.filter((entry) => entry === "return").length, 1);
      assert.equal(compiled.log.at(-1), "return");
    }
  }
});

Deno.test("compile() takes no more than the least limit when there are several", () => {
  const recipes: readonly [define: Define, pulls: number, items: number[]][] = [
    [(source) => source.take(5).take(2), 2, [0, 1]],
    [(source) => source.take(2).take(5), 2, [0, 1]],
    [(source) => source.take(3).flatMap((n) => [n, n]).take(3), 2, [0, 0, 1]],
    [(source) => source.take(2).flatMap((n) => new Set([n, n + 10])).take(9), 2, [0, 10, 1, 11]],
    [(source) => source.take(Infinity).take(1), 1, [0]],
    [(source) => source.drop(Infinity).take(1), 6, []],
  ];
  for (const [define, pulls, items] of recipes) {
    const { log, source } = logged(range(0, 5));
    assert.deepEqual(compile(define)(source).toArray(), items);
    assert.equal(log.filter((entry) => entry === "next").length, pulls);
  }
});

Deno.test("compile() does not open a source of which it takes nothing", () => {
  for (
    const define of [
      (source: Seq<number>) => source.take(0),
      (source: Seq<number>) => source.map((n) => n + 1).take(0).drop(2),
      (source: Seq<number>) => source.chunks(2).take(0).map((chunk) => chunk.length),
    ]
  ) {
    const { log, source } = logged([1, 2]);
    assert.deepEqual([compile(define)(source).toArray(), log], [[], []]);
  }
});

Deno.test("compile() does not close a source that has run out or failed", () => {
  for (const ending of ["done", "throw", "broken"]) {
    let closed = 0;
    const iterator: Iterator<number> = {
      next() {
        if (ending === "throw") throw new Error("boom");
        return ending === "done" ? { done: true, value: undefined } : 5 as never;
      },
      return: () => ({ done: true, value: void closed++ }),
    };
    const recipe = compile((source: Seq<number>) => source.flatMap((n) => [n]));
    {
      using sequence = recipe(iterator);
      if (ending === "done") assert.equal(sequence.count(), 0);
      else assert.throws(() => sequence.count());
    }
    assert.equal(closed, 0);
  }
});

Deno.test("compile() passes a value and an index, and no this", () => {
  const calls: unknown[] = [];
  function note<R>(result: R) {
    return function (this: unknown, ...args: unknown[]) {
      calls.push([this, ...args]);
      return result;
    };
  }
  const recipe = compile((source: Seq<number>) =>
    source.filter(note(true)).tap(note(0)).takeWhile(note(true)).dropWhile(note(false))
      .map(note(7)).distinct(note(8)).scan(note(9), 1).flatMap(note([10]))
  );
  const only = [undefined, 5, 0];
  const chain = [only, only, only, only, only, [undefined, 7, 0], [undefined, 1, 7, 0]];
  recipe([5]).forEach(note(0));
  assert.deepEqual(calls.splice(0), [...chain, [undefined, 9, 0], [undefined, 10, 0]]);
  recipe([5]).reduce(note(0), 11);
  assert.deepEqual(calls.splice(0).at(-1), [undefined, 11, 10, 0]);
  recipe([5]).sum(note(0));
  assert.deepEqual(calls.splice(0).at(-1), [undefined, 10, 0]);
});

Deno.test("compile() follows an array that changes, and may be run by its own callback", () => {
  const growing = [1, 2, 3];
  const doubled = compile((source: Seq<number>) =>
    source.tap((n) => n < 3 && growing.push(n + 10)).map((n) => n * 2)
  );
  assert.deepEqual(doubled(growing).toArray(), [2, 4, 6, 22, 24]);
  const shrinking = [1, 2, 3, 4, 5];
  const copied = compile((source: Seq<number>) => source.tap(() => shrinking.pop()));
  assert.deepEqual(copied(shrinking).toArray(), [1, 2, 3]);
  const factorial: (n: number) => number = (n) => n < 2 ? 1 : below([n]).sum();
  const below = compile((source: Seq<number>) => source.map((n) => n * factorial(n - 1)));
  assert.equal(factorial(10), 3_628_800);
});

Deno.test("compile() says which term is no number, as sum() does", () => {
  const recipe = compile(identity);
  const terms = [...range(0, 2_000), "5" as never];
  assert.throws(() => recipe(terms).sum(), {
    name: "TypeError",
    message: 'Cannot sum the sequence as item 2000 must be a number: current value is "5"',
  });
  assert.throws(() => recipe([]).reduce((a) => a), { name: "TypeError", message: /it is empty/ });
});

Deno.test("compile() tells by explain() how far it goes", () => {
  const recipe = compile((source: Seq<number>) =>
    source.named("numbers").filter(Boolean).hint({ pure: true }).take(5).chunks(2).map(String)
  );
  const { steps, rewrites } = recipe([1]).drop(1).drop(2).explain();
  assert.deepEqual(steps, [
    "generated code: filter(Boolean) take(5)",
    "chunks(2)",
    "map(String)",
    "drop(3)",
  ]);
  assert.deepEqual(rewrites, ["drop(1).drop(2) → drop(3)"]);
  assert.deepEqual(recipe([1, 0, 2, 3]).toArray(), ["1,2", "3"]);
  const asWritten = compile((source: Seq<number>) => source.map(Number).hint({ rewrite: false }));
  assert.deepEqual(asWritten([1]).take(2).take(1).explain().rewrites, []);
  assert.match(String(compile(identity)([1]).explain()), /^runs as {4}items → generated code$/m);
});

/** Operators with a state that has to outlast a slice. */
const OPERATORS: readonly Define[] = [
  (source) => source.map((n, index) => n + index % 3),
  (source) => source.filter((n, index) => (n + index) % 5 > 0),
  (source) => source.take(1_500),
  (source) => source.drop(1_030),
  (source) => source.takeWhile((_, index) => index < 1_800),
  (source) => source.dropWhile((_, index) => index < 1_100),
  (source) => source.scan((total, n, index) => (total + n + index) % 1_009, 1),
  (source) => source.distinct(),
  (source) => source.distinct((n) => n % 1_201),
  (source) => source.flatMap((n, index) => index % 4 === 0 ? [n, index] : new Set([n])),
  (source) => source.chunks(3).map((chunk) => chunk.length),
];

const SOURCES: readonly ((length: number) => SeqSource<number>)[] = [
  (length) => Array.from({ length }, (_, index) => index * 3 % 2_003),
  (length) => Float64Array.from({ length }, (_, index) => index / 2),
  (length) => range(0, length),
  (length) => new Set(range(0, length)),
];

const TERMINALS: readonly ((sequence: Seq<number>) => unknown)[] = [
  (sequence) => sequence.reduce((total, n, index) => (total * 3 + n + index) % 10_007, 5),
  (sequence) => sequence.reduce((total, n, index) => (total * 3 + n + index) % 10_007),
  (sequence) => sequence.toArray(),
  (sequence) => sequence.count(),
  (sequence) => sequence.sum((n, index) => n + index),
  (sequence) => sequence.find((n, index) => index > 1_400 && n % 7 === 0),
  (sequence) => sequence.every((_, index) => index < 1_300),
  (sequence) => sequence.some((_, index) => index > 1_500),
  (sequence) => sequence.countBy((n, index) => (n + index) % 7),
  (sequence) => sequence.last(),
  (sequence) => sequence.join(),
  (sequence) => sequence.max(),
  (sequence) => [...sequence],
  (sequence) => {
    const seen: number[] = [];
    sequence.forEach((n, index) => void seen.push(n, index));
    return seen;
  },
];

Deno.test("compile() changes no result when there is more than one slice", () => {
  const outcome = (run: () => unknown) => {
    try {
      return run();
    } catch (error) {
      return String(error);
    }
  };
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...OPERATORS), { maxLength: 5 }),
      fc.constantFrom(...SOURCES),
      fc.constantFrom(...TERMINALS),
      fc.integer({ min: 900, max: 2_600 }),
      (operators, source, terminal, length) => {
        const define: Define = (sequence) =>
          operators.reduce((before, operator) => operator(before), sequence);
        assert.deepEqual(
          outcome(() => terminal(compile(define)(source(length)))),
          outcome(() => terminal(define(seq(source(length))))),
        );
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});
