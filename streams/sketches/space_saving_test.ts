import assert from "node:assert/strict";
import fc from "fast-check";
import { SpaceSaving } from "./space_saving.ts";

const adds = fc.array(
  fc.tuple(
    // Zipf-like: a few keys are frequent, many are rare.
    fc.double({ min: 0, max: 1, noNaN: true }).map((x) => `k${Math.floor(60 * x ** 4)}`),
    fc.integer({ min: 1, max: 5 }),
  ),
  { maxLength: 400 },
);

Deno.test("SpaceSaving keeps its guarantees against exact counts, also after a restart", () => {
  fc.assert(
    fc.property(
      adds,
      fc.integer({ min: 1, max: 30 }),
      fc.nat({ max: 400 }),
      (each, capacity, at) => {
        let sketch = new SpaceSaving(capacity);
        const exact = new Map<string, number>();
        let total = 0;
        for (const [index, [key, amount]] of each.entries()) {
          if (index === at) sketch = SpaceSaving.parse(sketch.serialize());
          sketch.add(key, amount);
          exact.set(key, (exact.get(key) ?? 0) + amount);
          total += amount;
        }
        const top = sketch.top();
        assert.ok(top.length <= capacity);
        assert.equal(top.reduce((sum, { count }) => sum + count, 0), total);
        for (const { key, count, error } of top) {
          const truth = exact.get(key) ?? 0;
          assert.ok(count >= truth, "never too low");
          assert.ok(count - error <= truth, "at most error too high");
          assert.ok(error <= total / capacity, "the error is bounded");
        }
        const held = new Set(top.map(({ key }) => key));
        for (const [key, count] of exact) {
          if (count > total / capacity) assert.ok(held.has(key), `${key} is frequent`);
        }
        if (exact.size <= capacity) {
          assert.deepEqual(
            new Map(top.map(({ key, count }) => [key, count])),
            new Map(
              [...exact].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)),
            ),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("SpaceSaving top() sorts by count, then by key, and keeps to its limit", () => {
  const sketch = new SpaceSaving(10);
  for (const key of ["b", "a", "c", "c"]) sketch.add(key);
  assert.deepEqual(sketch.top().map(({ key }) => key), ["c", "a", "b"]);
  assert.deepEqual(sketch.top(1), [{ key: "c", count: 2, error: 0 }]);
  assert.deepEqual(sketch.top(0), []);
});

Deno.test("SpaceSaving clone() is independent", () => {
  const sketch = new SpaceSaving(2);
  sketch.add("a");
  const copy = sketch.clone();
  copy.add("a");
  copy.add("b");
  assert.deepEqual(sketch.top(), [{ key: "a", count: 1, error: 0 }]);
  assert.equal(copy.capacity, 2);
});

Deno.test("SpaceSaving parse() restores keys of any text", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary" }), { maxLength: 20 }), (keys) => {
      const sketch = new SpaceSaving(20);
      for (const key of keys) sketch.add(key);
      assert.deepEqual(SpaceSaving.parse(sketch.serialize()).top(), sketch.top());
    }),
  );
});

Deno.test("SpaceSaving parse() refuses with a SyntaxError what is no state", () => {
  for (
    const text of [
      "",
      "null",
      "5",
      "{}",
      '{"counters":[]}',
      '{"capacity":0,"counters":[]}',
      '{"capacity":2,"counters":[5]}',
      '{"capacity":2,"counters":[["a"]]}',
      '{"capacity":2,"counters":[["a","1",0]]}',
      '{"capacity":1,"counters":[["a",1,0],["b",1,0]]}',
    ]
  ) {
    assert.throws(() => SpaceSaving.parse(text), SyntaxError, text);
  }
});

Deno.test("SpaceSaving refuses a capacity below 1", () => {
  assert.throws(() => new SpaceSaving(0), RangeError);
  assert.throws(() => new SpaceSaving(1.5), RangeError);
});
