import assert from "node:assert/strict";
import fc from "fast-check";
import { asyncSeq } from "../async_seq.ts";
import { seq } from "../seq.ts";
import { HOSTILE_KEYS, keySequences } from "../testdata/hostile_keys.ts";
import { KeyStates } from "./key_states.ts";

/** What a reducer sees that writes down the places of its items. */
function byHand(keys: readonly unknown[]): Map<unknown, readonly unknown[]> {
  const states = new Map<unknown, readonly unknown[]>();
  for (const [at, key] of keys.entries()) states.set(key, [...states.get(key) ?? [key], at]);
  return states;
}

function assertLikeMap(keys: readonly unknown[]): void {
  const states = new KeyStates<unknown, readonly unknown[]>((key) => [key]);
  for (const [at, key] of keys.entries()) {
    const cell = states.cellOf(key);
    cell.state = [...cell.state, at];
  }
  const found = [...states.result()];
  const expected = [...byHand(keys)];
  assert.equal(found.length, expected.length);
  for (const [at, [key, state]] of expected.entries()) {
    assert.ok(Object.is(found[at]![0], key), `another key in place ${at}`);
    const isSame = found[at]![1].every((value, index) => Object.is(value, state[index]));
    assert.ok(isSame && found[at]![1].length === state.length, `another state in place ${at}`);
  }
}

Deno.test("KeyStates agrees with a Map on any keys, order included", () => {
  fc.assert(fc.property(keySequences(), (keys) => assertLikeMap(keys)), { numRuns: 500 });
});

Deno.test("KeyStates agrees with a Map on hostile keys before and after the table grows", () => {
  const dense = Array.from({ length: 40_000 }, (_, at) => at * 2);
  assertLikeMap([...HOSTILE_KEYS, ...HOSTILE_KEYS, ...dense, ...HOSTILE_KEYS, ...dense]);
});

Deno.test("reduceBy() calls initial once for each key, with its first item", () => {
  const calls: unknown[] = [];
  const sums = seq([3, 1, 3, 2, 1]).reduceBy(
    (n) => n,
    (sum: number, n, at) => sum + n * at,
    (key) => {
      calls.push(key);
      return 0;
    },
  );
  assert.deepEqual([...sums], [[3, 6], [1, 5], [2, 6]]);
  assert.deepEqual(calls, [3, 1, 2]);
});

Deno.test("reduceBy() takes undefined for a state like any other", () => {
  let calls = 0;
  const states = seq([1, 1, 1]).reduceBy(() => "a", () => undefined, () => void calls++);
  assert.deepEqual([...states], [["a", undefined]]);
  assert.equal(calls, 1);
});

Deno.test("reduceBy() awaits keys and states in an async run, one item after the other", async () => {
  const log: string[] = [];
  const sums = await asyncSeq(["b", "a", "b", "a"]).reduceBy(
    (key, at) => at < 2 ? Promise.resolve(key) : key,
    (sum, key, at) => {
      log.push(`${key}${at}:${sum}`);
      return at % 2 === 0 ? Promise.resolve(sum + 1) : sum + 1;
    },
    () => 0,
  );
  assert.deepEqual([...sums], [["b", 2], ["a", 2]]);
  assert.deepEqual(log, ["b0:0", "a1:0", "b2:1", "a3:1"]);
});

Deno.test("reduceBy() keeps promises as states in a sync run", () => {
  const later = Promise.resolve(1);
  const states = seq([1]).reduceBy(() => "a", () => later, () => later);
  assert.ok(states.get("a") === later);
});
