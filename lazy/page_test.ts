import assert from "node:assert/strict";
import { range } from "./range.ts";
import { seq } from "./seq.ts";

Deno.test("Seq.page reads a page and pulls one item after it", () => {
  let pulls = 0;
  const numbers = range(0, 100).tap(() => pulls++);
  assert.deepEqual(numbers.page(2, 3), {
    items: [3, 4, 5],
    number: 2,
    size: 3,
    start: 3,
    hasNext: true,
  });
  assert.equal(pulls, 7);
});

Deno.test("Seq.page is shorter at the end and empty beyond it", () => {
  const last = range(0, 5).page(2, 3);
  assert.deepEqual([last.items, last.hasNext], [[3, 4], false]);
  assert.deepEqual(range(0, 6).page(2, 3).hasNext, false);
  assert.deepEqual(range(0, 5).page(9, 3), {
    items: [],
    number: 9,
    size: 3,
    start: 24,
    hasNext: false,
  });
});

Deno.test("Seq.page checks number and size", () => {
  assert.throws(() => seq([1]).page(0, 1), RangeError);
  assert.throws(() => seq([1]).page("1" as never, 1), TypeError);
  assert.throws(() => seq([1]).page(1, 0), RangeError);
});

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
  assert.deepEqual(range(0, 100).tap(() => pulls++).pages(3).first()?.items, [0, 1, 2]);
  assert.equal(pulls, 4);
});
