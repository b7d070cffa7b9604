import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { seq } from "../seq.ts";
import type { Page } from "./page.ts";

function withoutCursor({ cursor: _cursor, ...rest }: Page<unknown>) {
  return rest;
}

Deno.test("Seq.page reads a page and pulls one item after it", () => {
  let pulls = 0;
  const numbers = range(0, 100).tap(() => pulls++);
  assert.deepEqual(withoutCursor(numbers.page(2, 3)), {
    items: [3, 4, 5],
    number: 2,
    size: 3,
    start: 3,
    hasNext: true,
  });
  assert.equal(pulls, 7);
});

Deno.test("Seq.page is shorter at the end and empty beyond it", () => {
  for (const numbers of [range(0, 5), range(0, 5).map((n) => n)]) {
    const last = numbers.page(2, 3);
    assert.deepEqual([last.items, last.hasNext, last.cursor], [[3, 4], false, null]);
    const empty = { items: [], number: 9, size: 3, start: 24, hasNext: false, cursor: null };
    assert.deepEqual(numbers.page(9, 3), empty);
  }
  assert.equal(range(0, 6).page(2, 3).hasNext, false);
});

Deno.test("Seq.page checks number, size and options", () => {
  assert.throws(() => seq([1]).page(0, 1), RangeError);
  assert.throws(() => seq([1]).page("1" as never, 1), TypeError);
  assert.throws(() => seq([1]).page(1, 0), RangeError);
  assert.throws(() => seq([1]).page(1, 1, { codecs: 1 } as never), /use "codec"/);
});

Deno.test("Seq.page jumps to the page when nothing can tell that items were pulled", () => {
  const huge = range(0, Number.MAX_SAFE_INTEGER).drop(5).take(4e15);
  const page = huge.page(1e13, 100);
  assert.deepEqual([page.items[0], page.items.length, page.hasNext], [
    999_999_999_999_905,
    100,
    true,
  ]);
  const next = huge.pages(100, { after: page.cursor! }).first()!;
  assert.deepEqual([next.items[0], next.number, next.start], [
    1_000_000_000_000_005,
    1e13 + 1,
    1e15,
  ]);
});

Deno.test("Seq.page reads the same page whether it jumps or not", () => {
  for (let length = 0; length < 12; length++) {
    const items = Array.from({ length }, (_, index) => index);
    for (const [dropped, taken] of [[0, 9], [3, 4], [2, 0], [20, 5], [1, Infinity]] as const) {
      for (let number = 1; number < 5; number++) {
        const read = (drops: boolean) => {
          const [first, second] = drops ? [dropped, taken] : [taken, dropped];
          const plain = drops
            ? seq(items).drop(first).take(second)
            : seq(items).take(first).drop(second);
          const told = seq(items).tap(() => {});
          const slow = drops ? told.drop(first).take(second) : told.take(first).drop(second);
          const [page, expected] = [plain.page(number, 3), slow.page(number, 3)];
          assert.deepEqual(withoutCursor(page), withoutCursor(expected));
        };
        read(true);
        read(false);
      }
    }
  }
});

Deno.test("Seq.page has a cursor that pages go on after", async () => {
  const odd = range(0, 20).filter((n) => n % 2 === 1);
  const page = odd.page(2, 3);
  assert.deepEqual(odd.pages(3, { after: page.cursor! }).first()?.items, [13, 15, 17]);
  const numbers = asyncSeq([1, 2, 3, 4, 5]);
  const { cursor } = await numbers.page(1, 3);
  const last = await numbers.pages(3, { after: cursor! }).first();
  assert.deepEqual([last?.items, last?.number], [[4, 5], 2]);
});

Deno.test("Seq.page makes its cursor with the codec it is given", async () => {
  const codec = {
    encode: (text: string) => `<${text}>`,
    decode: (token: string) => token.slice(1, -1),
  };
  for (const numbers of [range(0, 9), range(0, 9).map((n) => n)]) {
    const { cursor } = numbers.page(1, 4, { codec });
    assert.equal(cursor?.[0], "<");
    assert.deepEqual(numbers.pages(4, { codec, after: cursor! }).first()?.items, [4, 5, 6, 7]);
  }
  const { cursor } = await asyncSeq([1, 2]).page(1, 1, { codec });
  assert.equal(cursor?.[0], "<");
});
