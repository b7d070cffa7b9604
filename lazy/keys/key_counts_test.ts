import assert from "node:assert/strict";
import fc from "fast-check";
import { asyncSeq } from "../async_seq.ts";
import { seq } from "../seq.ts";
import { HOSTILE_KEYS, keySequences } from "../testdata/hostile_keys.ts";
import { KeyCounts } from "./key_counts.ts";

function assertLikeMap(keys: readonly unknown[]): void {
  const counts = new KeyCounts<unknown>();
  const model = new Map<unknown, number>();
  for (const key of keys) {
    counts.push(key);
    model.set(key, (model.get(key) ?? 0) + 1);
  }
  const found = [...counts.result()];
  const expected = [...model];
  assert.equal(found.length, expected.length);
  for (const [at, [key, count]] of expected.entries()) {
    assert.ok(Object.is(found[at]![0], key), `another key in place ${at}`);
    assert.equal(found[at]![1], count, `another count in place ${at}`);
  }
}

Deno.test("KeyCounts agrees with a Map on any keys, order included", () => {
  fc.assert(fc.property(keySequences(), (keys) => assertLikeMap(keys)), { numRuns: 500 });
});

Deno.test("KeyCounts agrees with a Map on hostile keys before and after the table grows", () => {
  const dense = Array.from({ length: 40_000 }, (_, at) => at * 2);
  assertLikeMap([...HOSTILE_KEYS, ...HOSTILE_KEYS, ...dense, ...HOSTILE_KEYS, ...dense, 7, 7]);
});

Deno.test("KeyCounts makes room for many keys that come again", () => {
  const texts = Array.from({ length: 300 }, (_, at) => `key ${at}`);
  assertLikeMap([...texts, ...texts, ...texts.slice(100)]);
});

Deno.test("KeyCounts gives a Map", () => {
  const counts = new KeyCounts<number>();
  counts.push(-0);
  const result = counts.result();
  assert.ok(result instanceof Map);
  assert.ok(Object.is([...result.keys()][0], 0));
});

Deno.test("countBy() counts by sync and async keys alike", async () => {
  const keys = [2, "2", -0, 0, 2, NaN, NaN];
  const expected = new Map<unknown, number>([[2, 2], ["2", 1], [0, 2], [NaN, 2]]);
  assert.deepEqual([...seq(keys).countBy((key) => key)], [...expected]);
  const counts = await asyncSeq(keys).countBy((key, at) =>
    at % 2 === 0 ? key : Promise.resolve(key)
  );
  assert.deepEqual([...counts], [...expected]);
});

Deno.test("countBy() hands on an error of the callback as it is", () => {
  const failure = new Error("boom");
  const fail = () => {
    throw failure;
  };
  assert.throws(() => seq([1]).countBy(fail), (error) => error === failure);
  assert.throws(() => seq([1]).countBy(1 as never), TypeError);
});
