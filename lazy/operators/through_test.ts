import assert from "node:assert/strict";
import fc from "fast-check";
import { asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { seq } from "../seq.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";
import type { AsyncSeqOperator, SeqOperator } from "./seq_operator.ts";

/** Emits each number as often as it says, and ends with the first that is `last`. */
function repeat(last: number, flushed: readonly number[]): SeqOperator<number, number, number[]> {
  return {
    init: () => [],
    push(state, value, emit) {
      state.push(value);
      for (let at = 0; at < value; at++) emit(value * 10 + state.length);
      return value === last;
    },
    flush: (_state, emit) => flushed.forEach(emit),
  };
}

/** The same with promises in some places. */
function repeatLater(
  last: number,
  flushed: readonly number[],
): AsyncSeqOperator<number, number, number[]> {
  const operator = repeat(last, flushed);
  return {
    init: operator.init,
    push: (state, value, emit) =>
      value % 2 === 0
        ? operator.push(state, value, emit)
        : Promise.resolve().then(() => operator.push(state, value, emit)),
    flush: async (state, emit) => await operator.flush!(state, emit),
  };
}

function naive(items: readonly number[], last: number, flushed: readonly number[]): number[] {
  const end = items.indexOf(last);
  const read = end === -1 ? items : items.slice(0, end + 1);
  const emitted = read.flatMap((value, at) => Array<number>(value).fill(value * 10 + at + 1));
  return end === -1 ? [...emitted, ...flushed] : emitted;
}

const item = fc.nat({ max: 4 });
const items = fc.array(item, { maxLength: 8 });

Deno.test("Seq.through agrees with a naive loop in items, in every driver", async () => {
  await fc.assert(
    fc.asyncProperty(
      items,
      item,
      fc.array(fc.nat(), { maxLength: 3 }),
      fc.nat({ max: 12 }),
      async (numbers, last, flushed, limit) => {
        const expected = naive(numbers, last, flushed);
        const repeated = seq(numbers).through(repeat(last, flushed));
        assert.deepEqual(repeated.toArray(), expected);
        assert.deepEqual([...repeated], expected);
        assert.deepEqual(repeated.take(limit).toArray(), expected.slice(0, limit));
        const later = asyncSeq(numbers).through(repeatLater(last, flushed));
        assert.deepEqual(await later.toArray(), expected);
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("Seq.through closes the source before the items that are emitted last go on", () => {
  for (const last of [1, 3]) {
    const events: string[] = [];
    const source = function* () {
      try {
        yield last;
        events.push("pulled too much");
      } finally {
        events.push("closed");
      }
    };
    const repeated = seq(source).through(repeat(last, [7]));
    repeated.forEach((value) => events.push(`got ${value}`));
    assert.deepEqual(events, ["closed", ...Array(last).fill(`got ${last}1`)]);
    events.length = 0;
    for (const value of repeated) events.push(`got ${value}`);
    assert.deepEqual(events, ["closed", ...Array(last).fill(`got ${last}1`)]);
  }
});

Deno.test("AsyncSeq.through closes the source before the items that are emitted last go on", async () => {
  const source = probe(9);
  const closes: number[] = [];
  await asyncSeq<number>(source).through(repeatLater(3, [7])).forEach(() => {
    closes.push(source.closes);
  });
  assert.deepEqual(closes, [0, 0, 0, 1, 1, 1]);
  assert.deepEqual([source.pulls, source.closes], [3, 1]);
});

Deno.test("Seq.through begins every run with a state of its own, at its first item", () => {
  let states = 0;
  const counted = range(0, 2).through<number, null>({
    init: () => (states++, null),
    push: (_state, value, emit) => emit(value),
  });
  const iterator = counted[Symbol.iterator]();
  assert.equal(states, 0);
  iterator.next();
  assert.equal(states, 1);
  assert.deepEqual([...counted, ...counted], [0, 1, 0, 1]);
  assert.equal(states, 3);
});

Deno.test("Seq.through makes emit() throw when the call it belongs to has ended", async () => {
  const emits: ((value: number) => void)[] = [];
  const operator: SeqOperator<number, number, null> = {
    init: () => null,
    push: (_state, _value, emit) => void emits.push(emit),
  };
  seq([1]).through(operator).toArray();
  assert.throws(() => emits[0]!(5), {
    name: "TypeError",
    message: "Cannot emit an item as the call it belongs to has ended: " +
      "emit before push() or flush() returns, or before its promise settles",
  });
  await asyncSeq([1]).through(operator).toArray();
  assert.throws(() => emits[1]!(5), TypeError);
});

Deno.test("Seq.through lets errors of the operator arrive unchanged and closes the source", async () => {
  const fail = () => {
    throw boom;
  };
  for (const part of ["init", "push", "flush"] as const) {
    const operator = { init: () => null, push() {}, [part]: fail };
    let closes = 0;
    const source = function* () {
      try {
        yield 1;
      } finally {
        closes++;
      }
    };
    assert.throws(() => seq(source).through(operator).toArray(), isBoom);
    assert.throws(() => [...seq(source).through(operator)], isBoom);
    await assert.rejects(asyncSeq(source).through(operator).toArray(), isBoom);
    assert.equal(closes, 3);
    const later = { ...operator, [part]: async () => await fail() };
    if (part === "init") continue;
    await assert.rejects(asyncSeq(source).through(later).toArray(), isBoom);
  }
});

Deno.test("Seq.through refuses what is not an operator", () => {
  const init = () => null;
  const push = () => {};
  const wrong = [
    undefined,
    push,
    [],
    {},
    { init },
    { push },
    { init, push, flush: 1 },
    { init, push, name: 1 },
  ];
  for (const operator of wrong) {
    assert.throws(() => seq([1]).through(operator as never), TypeError);
  }
});

Deno.test("Seq.through() refuses an operator that returns promises", () => {
  const push = () => Promise.reject(boom) as never;
  const init = () => ({});
  assert.throws(() => seq([1]).through({ init, push }).toArray(), /use toAsync\(\)/);
  assert.throws(() => seq([1]).through({ init, push: () => {}, flush: push }).toArray(), TypeError);
});
