import assert from "node:assert/strict";
import { seq } from "../seq.ts";

Deno.test("Seq.reduce() goes on with the indices of callbacks from one inner iterable to the next", () => {
  const asked: number[] = [];
  const source = seq([0, 1]).flatMap(() => new Set(["a", "b"]))
    .filter((_, at) => asked.push(at) > 0)
    .map((text, at) => `${text}${at}`);
  const joined = source.reduce((all, text, at) => `${all} ${text}:${at}`);
  assert.equal(joined, "a0 b1:1 a2:2 b3:3");
  assert.deepEqual(asked, [0, 1, 2, 3]);
});

Deno.test("Seq.reduce() takes the first item that passes for the missing initial value", () => {
  const calls: unknown[] = [];
  const note = (...call: unknown[]) => calls.push(call);
  const source = seq([1, 2, 3, 4, 5]).filter((n, at) => note(n, at) && n > 2).map((n) => n * 10);
  const add = (sum: number, n: number, at: number) => (note(sum, n, at), sum + n);
  assert.equal(source.reduce(add), 120);
  const seen = [[1, 0], [2, 1], [3, 2], [4, 3], [30, 40, 1], [5, 4], [70, 50, 2]];
  assert.deepEqual(calls, seen);
});

Deno.test("Seq.reduce() reads an array as long as it is", () => {
  const items = [1, 2, 3];
  const grown = seq(items).reduce((sum, n) => (n < 6 && items.push(n + 3), sum + n), 0);
  assert.deepEqual([grown, items], [36, [1, 2, 3, 4, 5, 6, 7, 8]]);
  const shrunk = seq(items).map((n) => (items.pop(), n)).reduce((sum, n) => sum + n, 0);
  assert.equal(shrunk, 10);
});
