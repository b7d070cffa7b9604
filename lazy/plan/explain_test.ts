import assert from "node:assert/strict";
import { asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { seq } from "../seq.ts";

const orders = [{ isPaid: true, total: 3 }, { isPaid: false, total: 5 }];
const isPaid = (order: { isPaid: boolean }) => order.isPaid;
const total = (order: { total: number }) => order.total;

function lines(sequence: { explain(): unknown }): string[] {
  return String(sequence.explain()).split("\n");
}

function rewritten(sequence: { explain(): { rewrites: readonly string[] } }): readonly string[] {
  return sequence.explain().rewrites;
}

Deno.test("explain() draws the operators, the steps and what they cost", () => {
  assert.deepEqual(lines(seq(orders).filter(isPaid).map(total).sort().take(5)), [
    "items",
    "filter(isPaid)  0 to 2 items",
    "map(total)      0 to 2 items",
    "sort()          0 to 2 items",
    "take(5)         0 to 2 items",
    "runs as    items → filter(isPaid) map(total) → top(5)",
    "rewritten  sort().take(5) → top(5)",
    "keeps      at most 5 items",
    "resumes    replay",
  ]);
});

Deno.test("explain() draws what stands before an operator that works apart", () => {
  const fetched = asyncSeq(orders).filter(isPaid).map(total, { concurrency: 2 });
  assert.deepEqual(lines(fetched.merge([1]).batch({ size: 10 })), [
    "  items",
    "  filter(isPaid)  0 to 2 items",
    "  map({ concurrency: 2, ordered: true, buffer: 16 })",
    "  items",
    "merge()",
    "batch({ size: 10, maxWaitMs: Infinity })",
    "runs as    batch({ size: 10, maxWaitMs: Infinity })",
    "keeps      at most 30 items",
    "resumes    replay",
  ]);
});

Deno.test("explain() runs nothing", () => {
  const never = () => assert.fail("must not run");
  seq(never).filter(never).sort().explain();
  seq(never as never).hint({ size: 3 }).sizeHint();
});

Deno.test("explain() tells how each plan was rewritten", () => {
  const numbers = seq(() => [3, 1, 2]);
  assert.deepEqual(rewritten(numbers.take(3).take(2)), ["take(3).take(2) → take(2)"]);
  assert.deepEqual(rewritten(numbers.drop(3).drop(2)), ["drop(3).drop(2) → drop(5)"]);
  assert.deepEqual(rewritten(numbers.sort().take(3)), ["sort().take(3) → top(3)"]);
  assert.deepEqual(rewritten(numbers.sort().drop(1).drop(1).take(3)), [
    "drop(1).drop(1) → drop(2)",
    "sort().drop(2).take(3) → top(5).drop(2)",
  ]);
  assert.deepEqual(rewritten(numbers.reverse().take(3)), ["reverse().take(3) → tail(3)"]);
  assert.deepEqual(rewritten(numbers.reverse().drop(2).take(3)), [
    "reverse().drop(2).take(3) → tail(5).drop(2)",
  ]);
  assert.deepEqual(rewritten(range(0, 5).reverse()), ["reverse() → read from the end"]);
  assert.deepEqual(rewritten(numbers.sort().named("sorted").take(3)), ["sort().take(3) → top(3)"]);
});

Deno.test("explain() tells of more rewrites where callbacks are pure", () => {
  const isOdd = (n: number) => n % 2 === 1;
  const numbers = seq([3, 1, 2]).map((n) => n + 1);
  assert.deepEqual(rewritten(numbers.drop(1)), []);
  assert.deepEqual(rewritten(numbers.hint({ pure: true }).drop(1)), [
    "map().drop(1) → drop(1).map()",
  ]);
  const sorted = numbers.sort().filter(isOdd);
  assert.deepEqual(rewritten(sorted), []);
  assert.deepEqual(rewritten(sorted.hint({ pure: true })), ["sort().filter() → filter().sort()"]);
  const byIndex = numbers.sort().filter((n, index) => n > index);
  assert.deepEqual(rewritten(byIndex.hint({ pure: true })), []);
});

Deno.test("explain() tells of no rewrite that has been turned off or would not pay", () => {
  const numbers = range(0, 1_000);
  assert.deepEqual(rewritten(numbers.sort().take(5).hint({ rewrite: false })), []);
  assert.deepEqual(rewritten(numbers.sort().take(600)), []);
  assert.deepEqual(rewritten(numbers.sort().take(500)), ["sort().take(500) → top(500)"]);
  assert.deepEqual(rewritten(range(0, 10).sort().take(9)), ["sort().take(9) → top(9)"]);
  assert.deepEqual(rewritten(numbers.sort().take(Infinity)), []);
});

Deno.test("sizeHint() bounds the number of items", () => {
  const numbers = range(0, 10);
  const bounds: [{ sizeHint(): readonly number[] }, readonly number[]][] = [
    [numbers.map((n) => n).tap(() => {}), [10, 10]],
    [numbers.filter((n) => n > 3), [0, 10]],
    [numbers.drop(3).take(20), [7, 7]],
    [numbers.chunks(4), [3, 3]],
    [numbers.windows(4), [7, 7]],
    [numbers.concat([1, 2]), [12, 12]],
    [numbers.flatMap((n) => [n]), [0, Infinity]],
    [numbers.distinct(), [1, 10]],
    [seq(new Set([1, 2])), [2, 2]],
    [seq([1].values()), [0, Infinity]],
    [seq([1].values()).hint({ size: [2, 5] }).chunks(2), [1, 3]],
  ];
  for (const [sequence, expected] of bounds) {
    const least = sequence.sizeHint();
    assert.deepEqual(least, expected, JSON.stringify(expected));
  }
});

Deno.test("explain() of toAsync() leaves the sync sequence as it is", () => {
  const numbers = seq([1, 2]).tap(() => Promise.resolve());
  numbers.toAsync().explain();
  assert.deepEqual(numbers.toArray(), [1, 2]);
});

Deno.test("explain() counts what other sequences keep that are read", () => {
  const sorted = range(0, 100).sort();
  const keeps = (sequence: { explain(): { memory: { class: string } } }) =>
    sequence.explain().memory.class;
  assert.equal(keeps(range(0, 3).concat(sorted)), "all items");
  assert.equal(keeps(range(0, 3).zip(sorted)), "all items");
  assert.equal(keeps(seq(sorted)), "all items");
  assert.equal(keeps(asyncSeq([1]).merge(sorted.toAsync())), "all items");
  assert.deepEqual(range(0, 9).tee(2, { maxLag: 5 })[0]!.explain().memory, {
    class: "bounded",
    items: 5,
  });
  assert.equal(keeps(range(0, 9).memoize()), "all items");
});
