import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { seq } from "../seq.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import { probe } from "../testdata/probe.ts";

Deno.test("Seq.pages reads all pages in one pass", () => {
  let pulls = 0;
  const pages = range(0, 5).tap(() => pulls++).pages(2);
  assert.deepEqual(
    pages.map(({ items, number, start, hasNext }) => [items, number, start, hasNext]).toArray(),
    [[[0, 1], 1, 0, true], [[2, 3], 2, 2, true], [[4], 3, 4, false]],
  );
  assert.equal(pulls, 5);
  assert.equal(seq([]).pages(2).count(), 0);
});

Deno.test("Seq.pages pulls one item beyond the page that is read", () => {
  let pulls = 0;
  const numbers = range(0, 100).tap(() => pulls++);
  assert.deepEqual(numbers.pages(3).first()?.items, [0, 1, 2]);
  assert.equal(pulls, 4);
  assert.deepEqual(numbers.take(100).pages(3).first()?.items, [0, 1, 2]);
  assert.equal(pulls, 8);
});

Deno.test("Seq.pages hands a page over when it is full if it does not look ahead", () => {
  let pulls = 0;
  for (const numbers of [range(0, 4), range(0, 4).take(9)]) {
    pulls = 0;
    const pages = numbers.tap(() => pulls++).pages(2, { lookahead: false })[Symbol.iterator]();
    const first = pages.next().value!;
    assert.deepEqual([first.items, first.hasNext, pulls], [[0, 1], undefined, 2]);
    const last = pages.next().value!;
    assert.deepEqual([last.items, last.hasNext, pulls], [[2, 3], undefined, 4]);
    assert.equal(pages.next().done, true);
    const after = numbers.tap(() => {}).pages(2, { lookahead: false, after: last.cursor! });
    assert.deepEqual(after.toArray(), []);
  }
  const [, short] = range(0, 3).pages(2, { lookahead: false });
  assert.deepEqual([short?.items, short?.hasNext, short?.cursor], [[2], false, null]);
});

Deno.test("Seq.pages has cursors that a copy, JSON and a structured clone of the page keep", () => {
  const page = range(0, 9).pages(3).first()!;
  const { cursor } = page;
  assert.match(cursor!, /^[\w-]+$/);
  assert.equal({ ...page }.cursor, cursor);
  assert.equal(JSON.parse(JSON.stringify(page)).cursor, cursor);
  assert.equal(structuredClone(page).cursor, cursor);
});

Deno.test("Seq.pages makes the cursor when it is read, of the place where the page ended", () => {
  let made = 0;
  const codec = { encode: (text: string) => `${++made}${text}`, decode: (token: string) => token };
  const [first, second] = range(0, 9).pages(3, { codec });
  assert.equal(made, 0);
  assert.match(second!.cursor!, /^1.*"i":6,/);
  assert.match(first!.cursor!, /^2.*"i":3,/);
  assert.equal(first!.cursor, first!.cursor);
});

Deno.test("Seq.pages has short cursors", () => {
  const pages = range(9e14, Infinity).filter((n) => n % 4 !== 3).map((n) => n + 1).drop(10)
    .tap(() => {}).flatMap((n) => [n, n]).take(5_000_000).pages(100);
  const { cursor } = pages.drop(1_100).first()!;
  assert.ok(cursor!.length < 200, `${cursor!.length} characters`);
});

function counted(log: { opens: number; closes: number }) {
  return function* () {
    log.opens++;
    try {
      yield* [1, 2, 3, 4, 5];
    } finally {
      log.closes++;
    }
  };
}

Deno.test("Seq.pages opens the source when it is pulled and closes it when it is left", () => {
  for (const end of [0, 1, 2, 9]) {
    const log = { opens: 0, closes: 0 };
    const opens = end === 0 ? 0 : 1;
    assert.equal(seq(counted(log)).pages(2).take(end).count(), Math.min(end, 3));
    assert.deepEqual(log, { opens, closes: opens });
    assert.equal(
      seq(counted(log)).scan((_, n) => n, 0).pages(2).take(end).count(),
      Math.min(end, 3),
    );
    assert.deepEqual(log, { opens: 2 * opens, closes: 2 * opens });
  }
});

Deno.test("Seq.pages closes the source once and ends when a callback fails", () => {
  const failing = [
    (n: number) => seq(counted(log)).map((item) => item < n ? item : fail()),
    (n: number) => seq(counted(log)).chunks(1).map(([item]) => item! < n ? item : fail()),
  ];
  const fail = () => {
    throw boom;
  };
  const log = { opens: 0, closes: 0 };
  for (const make of failing) {
    for (const at of [1, 2, 3, 4]) {
      log.opens = log.closes = 0;
      const pages = make(at).pages(2)[Symbol.iterator]();
      if (at > 3) pages.next();
      assert.throws(() => pages.next(), isBoom);
      assert.deepEqual(log, { opens: 1, closes: 1 });
      assert.equal(pages.next().done, true);
    }
  }
});

Deno.test("Seq.pages does not close a source that fails", () => {
  for (const isPlain of [true, false]) {
    let closes = 0;
    const source: Iterator<number> = {
      next: () => {
        throw boom;
      },
      return: () => ({ done: true, value: closes++ }),
    };
    const items = isPlain ? seq(source) : seq(source).take(9);
    assert.throws(() => items.pages(2).first(), isBoom);
    assert.equal(closes, 0);
  }
});

Deno.test("Seq.pages of a one-shot source can be read once and closes it unread", () => {
  const items = seq([1, 2, 3].values());
  const { cursor } = items.pages(1).first()!;
  const again = items.pages(1, { after: cursor! });
  assert.throws(() => again.first(), /Cannot run the sequence again/);
  const log = { opens: 0, closes: 0 };
  const source = { next: () => ({ done: true, value: 0 }) as const, return: () => closed() };
  const closed = () => ({ done: true, value: log.closes++ }) as const;
  for (const end of [(s: Iterator<number>) => seq(s).pages(2).take(0).count(), dispose]) {
    end(source);
  }
  assert.equal(log.closes, 2);
});

function dispose(source: Iterator<number>): void {
  using _pages = seq(source).map((n) => n).pages(2);
}

Deno.test("Seq.pages refuses options that do not exist", () => {
  const pages = (options: unknown) => () => range(0, 9).pages(2, options as never);
  assert.throws(pages({ afer: "" }), /use "after"/);
  assert.throws(pages({ after: null }), {
    name: "TypeError",
    message: /"after" must be the cursor/,
  });
  assert.throws(pages({ lookahead: 1 }), /"lookahead" must be true or false/);
  assert.throws(pages({ codec: 1 }), /"codec" must be an object with encode and decode/);
  assert.throws(pages({ codec: { encode: String } }), /"codec.decode" must be a function/);
  assert.throws(() => range(0, 9).pages(0), RangeError);
  assert.throws(() => range(0, 9).pages(1.5), TypeError);
});

Deno.test("AsyncSeq.pages closes the source when it is left or aborted, and ends after a failure", async () => {
  const left = probe(9);
  for await (const page of asyncSeq(left).pages(2)) if (page.number === 2) break;
  assert.deepEqual([left.pulls, left.closes], [5, 1]);

  const hanging = probe(3);
  const controller = new AbortController();
  const run = asyncSeq(hanging).pages(2).toArray({ signal: controller.signal });
  await hanging.hanging;
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  assert.equal(hanging.closes, 1);

  const failing = asyncSeq(probe(9)).map((n) => n < 4 ? n : Promise.reject(boom)).pages(2);
  const pages = failing[Symbol.asyncIterator]();
  assert.deepEqual((await pages.next()).value?.items, [1, 2]);
  await assert.rejects(pages.next(), isBoom);
  assert.equal((await pages.next()).done, true);
});

Deno.test("AsyncSeq.pages of a one-shot source closes it unread", async () => {
  const source = probe(9);
  assert.equal(await asyncSeq(source).pages(2).take(0).count(), 0);
  assert.deepEqual([source.pulls, source.closes], [0, 1]);
  const other = probe(9);
  await asyncSeq(other).pages(2)[Symbol.asyncDispose]();
  assert.deepEqual([other.pulls, other.closes], [0, 1]);
});

Deno.test("Seq.pages has cursors that are read from the page itself", () => {
  const page = range(0, 9).pages(3).first()!;
  const refusal = { name: "TypeError", message: /hand on a copy/ };
  assert.throws(() => new Proxy(page, {}).cursor, refusal);
  assert.throws(() => Object.create(page).cursor, refusal);
  assert.equal(new Proxy({ ...page }, {}).cursor, page.cursor);
});
