import assert from "node:assert/strict";
import fc from "fast-check";
import { seq } from "../seq.ts";
import { distinct } from "../operators/select.ts";
import { syncMode } from "../engine/mode.ts";
import { Port, SKIP } from "../engine/stage.ts";
import { HOSTILE_KEYS, keySequences } from "../testdata/hostile_keys.ts";
import { SeenSet } from "./seen_set.ts";

function assertLikeSet(keys: readonly unknown[]): void {
  const seen = new SeenSet();
  const model = new Set<unknown>();
  for (const [at, key] of keys.entries()) {
    const isNew = !model.has(key);
    model.add(key);
    if (seen.add(key) !== isNew) assert.fail(`another verdict on key ${at}`);
    if (seen.size !== model.size) assert.fail(`another size after key ${at}`);
  }
}

Deno.test("SeenSet.add() agrees with a Set on any keys", () => {
  fc.assert(fc.property(keySequences(), (keys) => assertLikeSet(keys)), { numRuns: 500 });
});

Deno.test("SeenSet.add() agrees with a Set on hostile keys before and after the table grows", () => {
  const dense = Array.from({ length: 20_000 }, (_, at) => at * 3);
  assertLikeSet([...HOSTILE_KEYS, ...HOSTILE_KEYS, ...dense, ...HOSTILE_KEYS, ...dense]);
});

Deno.test("SeenSet.add() keeps integers apart that were far out when the table grows up to them", () => {
  const far = [70_000, 300_000, 2 ** 21 + 5, 2 ** 22 - 1];
  const near = Array.from({ length: 17_000 }, (_, at) => at);
  assertLikeSet([...far, "a", ...near, ...far, ...far.map((key) => key - 1), "a"]);
});

Deno.test("distinct() takes 0 and -0 for the same and lets the first pass as it is", () => {
  const items = seq([-0, 0, NaN, NaN, "0"] as unknown[]).distinct().toArray();
  assert.ok(Object.is(items[0], -0));
  assert.deepEqual(items, [-0, NaN, "0"]);
});

function runDistinct(items: readonly unknown[], max: number): unknown[] {
  const stage = distinct((item) => item, { max }).stage(new Port(syncMode));
  return items.map((item) => stage.settle!(stage.call!(item), item)).filter((out) => out !== SKIP);
}

Deno.test("distinct() refuses the item that has one key more than max", () => {
  assert.deepEqual(runDistinct([1, "1", 1, "1", 1], 2), [1, "1"]);
  assert.throws(() => runDistinct([1, "1", 1, 2], 2), {
    name: "RangeError",
    message: "Cannot make the sequence distinct as more than 2 different keys have come, " +
      'which is the limit: raise "max", or use a coarser "key"',
  });
});

Deno.test("distinct() refuses options that do not exist or are out of range", () => {
  assert.throws(() => distinct(undefined, { max: 0 }), RangeError);
  assert.throws(() => distinct(undefined, { max: 1.5 }), RangeError);
  assert.throws(() => distinct(undefined, { max: "1" } as never), TypeError);
  assert.throws(() => distinct(undefined, { maximum: 1 } as never), /use "max"|known options/);
  assert.throws(() => distinct(undefined, null as never), TypeError);
});
