import assert from "node:assert/strict";
import { seq } from "./seq.ts";
import { type Row, rows } from "./testdata/close_table/rows.ts";
import {
  type Begin,
  body,
  calledBack,
  closed,
  Counted,
  type Outcome,
  pulled,
  situations,
} from "./testdata/close_table/situations.ts";

const ours = (row: Row): Begin => (source, spy) => row.ours(seq(source), spy)[Symbol.iterator]();
const native = (row: Row): Begin => (source, spy) => row.native!(source, spy);

/** How an outcome reads in the tables below. */
function read({ closes, error }: Outcome): string {
  if (error === undefined) return `closed ${closes}`;
  const name = error instanceof SuppressedError
    ? `${(error.error as Error).message} over ${(error.suppressed as Error).message}`
    : (error as Error).message;
  return `closed ${closes}, threw ${name}`;
}

/** The close table: what an operation does that reads item by item. */
const PLAIN: Readonly<Record<keyof typeof situations, string>> = {
  "a loop is left": "closed 1",
  "a loop is left and closing fails": `closed 1, threw ${closed.message}`,
  "the body fails": `closed 1, threw ${body.message}`,
  "the body fails and closing too": `closed 1, threw ${body.message}`,
  "the callback fails": `closed 1, threw ${calledBack.message}`,
  "the callback fails and closing too": `closed 1, threw ${calledBack.message}`,
  "the source fails": `closed 0, threw ${pulled.message}`,
  "it is read to the end": "closed 0",
  "it is destructured": "closed 1",
  "find() has found": "closed 1",
  "some() has found": "closed 1",
  "it is returned unread": "closed 1",
  "it is returned twice": "closed 1",
  "it is disposed of twice": "closed 1",
  "a block with using fails and closing too":
    `closed 1, threw ${closed.message} over ${body.message}`,
  "it is pulled by hand to its first item": "closed 0",
};

/** What is different where the source has run out before the first item comes. */
const GATHERED: typeof PLAIN = {
  "a loop is left": "closed 0",
  "a loop is left and closing fails": "closed 0",
  "the body fails": `closed 0, threw ${body.message}`,
  "the body fails and closing too": `closed 0, threw ${body.message}`,
  "it is destructured": "closed 0",
  "find() has found": "closed 0",
  "some() has found": "closed 0",
  "it is returned twice": "closed 0",
  "it is disposed of twice": "closed 0",
  "a block with using fails and closing too": `closed 0, threw ${body.message}`,
};

/** What is different where the limit is reached: closed with the last item, before it comes. */
const LIMITED: typeof PLAIN = {
  "a loop is left and closing fails": `closed 1, threw ${closed.message}`,
  "the body fails and closing too": `closed 1, threw ${closed.message}`,
  "a block with using fails and closing too": `closed 1, threw ${closed.message}`,
  "the source fails": "closed 1",
  "it is read to the end": "closed 1",
  "it is pulled by hand to its first item": "closed 1",
};

function expected(row: Row, situation: string): string {
  if (row.name === "take" && situation === "it is read to the end") return "closed 1";
  const special = row.isGathering ? GATHERED : row.isEnding ? LIMITED : {};
  return special[situation] ?? PLAIN[situation]!;
}

for (const [situation, run] of Object.entries(situations)) {
  Deno.test(`Seq closes the source as the table says when ${situation}`, () => {
    for (const row of rows) {
      if (situation.startsWith("the callback") && !row.isCalling) continue;
      assert.equal(read(run(ours(row))), expected(row, situation), row.name);
    }
  });
}

/** Where the platform differs, and what it does. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  // Ours is closed with the last item; the platform's with the pull after it.
  "take(1): it is pulled by hand to its first item": "closed 0",
  "take(1): the body fails and closing too": `closed 1, threw ${body.message}`,
  "take(1): a block with using fails and closing too": PLAIN[
    "a block with using fails and closing too"
  ]!,
  // Ours owns an iterator from the start; the platform's opens it with the first pull.
  "concat: it is returned unread": "closed 0",
  // A source whose next() has failed is not closed; concat of V8 15 does it all the same.
  "concat: the source fails": `closed 1, threw ${pulled.message}`,
};

Deno.test("Seq closes as the platform's iterator helpers do, but where a difference is listed", () => {
  const found: Record<string, string> = {};
  for (const row of rows.filter(({ native }) => native !== undefined)) {
    for (const [situation, run] of Object.entries(situations)) {
      const [mine, theirs] = [read(run(ours(row))), read(run(native(row)))];
      if (mine !== theirs) found[`${row.name}: ${situation}`] = theirs;
    }
  }
  assert.deepEqual(found, DIFFERENCES);
});

Deno.test("Seq throws for a bad argument when it is passed, and leaves the source usable", () => {
  for (const { name, bad } of rows) {
    if (bad === undefined) continue;
    const source = new Counted();
    const numbers = seq(source);
    assert.throws(() => bad(numbers), /^(Type|Range)Error: Cannot /, name);
    assert.deepEqual([source.pulls, source.closes], [0, 0], name);
    assert.deepEqual(numbers.take(2).toArray(), [1, 2], name);
    assert.equal(source.closes, 1, name);
  }
});

Deno.test("Seq differs from the platform when an argument is bad: that closes the source", () => {
  const closes: Record<string, number> = {};
  for (const { name, nativeBad } of rows) {
    if (nativeBad === undefined) continue;
    const source = new Counted();
    assert.throws(() => nativeBad(source), /^(Type|Range)Error/, name);
    closes[name] = source.closes;
  }
  assert.deepEqual(closes, { map: 1, filter: 1, flatMap: 1, take: 1, drop: 1, concat: 0 });
});

Deno.test("Seq closes a source that was refused an operation when it is disposed of", () => {
  const source = new Counted();
  assert.throws(() => {
    using numbers = seq(source);
    numbers.take(-1);
  }, RangeError);
  assert.equal(source.closes, 1);
});

Deno.test("Seq.flatMap closes the inner source, then the outer, as the platform does", () => {
  const orderOf = (begin: (outer: Noted, inner: Noted) => IteratorObject<unknown>) => {
    const order: string[] = [];
    for (const _ of begin(new Noted("outer", order), new Noted("inner", order))) break;
    return order;
  };
  const mine = orderOf((outer, inner) => seq(outer).flatMap(() => inner)[Symbol.iterator]());
  const theirs = orderOf((outer, inner) => outer.flatMap(() => inner));
  assert.deepEqual([mine, theirs], [["inner", "outer"], ["inner", "outer"]]);
});

Deno.test("Seq refuses next() and return() from a callback of the same run, as the platform does", () => {
  for (const advance of ["next", "return"] as const) {
    for (const row of rows.filter(({ isCalling }) => isCalling)) {
      for (const begin of row.native === undefined ? [ours(row)] : [ours(row), native(row)]) {
        const source = new Counted();
        const iterator: IteratorObject<unknown> = begin(source, () => iterator[advance]?.());
        assert.throws(() => iterator.toArray(), TypeError, `${row.name} ${advance}`);
        assert.equal(source.closes, 1, `${row.name} ${advance}`);
      }
    }
  }
});

/** A source that notes when it is closed. */
class Noted extends Counted {
  readonly #name: string;
  readonly #order: string[];

  constructor(name: string, order: string[]) {
    super();
    this.#name = name;
    this.#order = order;
  }

  override return(): IteratorResult<number, undefined> {
    this.#order.push(this.#name);
    return super.return();
  }
}
