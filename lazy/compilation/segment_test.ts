import assert from "node:assert/strict";
import fc from "fast-check";
import { compile } from "../compile.ts";
import { range } from "../range.ts";
import type { Seq } from "../seq.ts";
import { generatedTexts, withoutId } from "./testdata/generated_texts.ts";

const isOdd = (n: number) => n % 2 === 1;
const double = (n: number) => n * 2;
const add = (total: number, n: number) => total + n;

Deno.test("Segment.loop() generates once for each kind of source and of terminal", () => {
  const recipe = compile((source: Seq<number>) => source.filter(isOdd).map(double));
  const countTexts = (run: () => unknown) => generatedTexts(() => void run()).length;
  assert.equal(countTexts(() => recipe([1, 2, 3])), 0);
  assert.equal(countTexts(() => recipe([1, 2, 3]).reduce(add, 0)), 1);
  assert.equal(countTexts(() => recipe([4, 5]).reduce((most, n) => Math.max(most, n), 0)), 0);
  assert.equal(countTexts(() => recipe(new Float64Array(3)).reduce(add, 0)), 1);
  assert.equal(countTexts(() => recipe(new Uint8Array(3)).reduce(add, 0)), 0);
  assert.equal(countTexts(() => recipe(range(0, 3)).reduce(add, 0)), 1);
  assert.equal(countTexts(() => recipe(new Set([1])).reduce(add, 0)), 1);
  assert.equal(countTexts(() => recipe(() => [1].values()).reduce(add, 0)), 0);
  assert.equal(countTexts(() => recipe([1]).reduce(add)), 1);
  assert.equal(countTexts(() => recipe([1]).toArray()), 1);
  assert.equal(countTexts(() => recipe([1]).chunks(2).toArray()), 1);
  assert.equal(countTexts(() => recipe([1]).chunks(3).sum((chunk) => chunk.length)), 0);
  assert.equal(countTexts(() => [...recipe([1])]), 0);
});

Deno.test("Segment.loop() shares no text among definitions when they are alike", () => {
  const [first, second] = [1, 2].map(() => {
    const recipe = compile((source: Seq<number>) => source.map(double));
    return generatedTexts(() => recipe([1]).toArray())[0]!;
  });
  assert.notEqual(first, second);
  assert.equal(withoutId(first!), withoutId(second!));
});

Deno.test("Segment.loop() puts nothing into the text that came from outside", () => {
  const attack = "*/x.pwned=globalThis.pwned=true;/*\n";
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom<unknown>(attack, `\n${attack}`, `\`\${${attack}}\``, "\u2028", "constructor"),
    fc.constantFrom<unknown>({ toString: () => attack }, [attack], Symbol("a"), NaN, -0, null),
  );
  const textOf = (value: unknown, limit: number) => {
    const named = (callback: (item: unknown) => unknown) => {
      Object.defineProperty(callback, "name", { value: String(value) });
      Object.defineProperty(callback, "toString", { value: () => attack });
      return callback;
    };
    const recipe = compile((source: Seq<unknown>) =>
      source.named(`#${String(value)}`).drop(limit).map(named(() => value)).scan(() => value, value)
        .distinct(named((item) => item), { max: limit + 1 }).hint({ size: limit }).take(limit + 9)
    );
    return generatedTexts(() => {
      assert.deepEqual(recipe([value, attack]).drop(2).toArray(), []);
      assert.deepEqual(recipe([value, value, 1].slice(limit)).reduce(() => value), value);
    }).map(withoutId);
  };
  const expected = textOf(1, 0);
  fc.assert(
    fc.property(hostile, fc.nat({ max: 1 }), (value, limit) => {
      assert.deepEqual(textOf(value, limit), expected);
      assert.ok(!("pwned" in globalThis));
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("Segment.loop() fails like compile() and closes the source when the host begins to refuse", () => {
  let closed = 0;
  const recipe = compile((source: Seq<number>) => source.map(double));
  const Original = globalThis.Function;
  const refusal = new EvalError("Code generation from strings disallowed for this context");
  globalThis.Function = function () {
    throw refusal;
  } as unknown as FunctionConstructor;
  try {
    const source = { next: () => ({ done: true, value: 1 }), return: () => void closed++ };
    assert.throws(
      () => recipe(source as never).toArray(),
      (error: TypeError) => error instanceof TypeError && error.cause === refusal,
    );
  } finally {
    globalThis.Function = Original;
  }
  assert.equal(closed, 1);
});

Deno.test("Segment leaves to others what would become too long", () => {
  const recipe = compile((source: Seq<number>) => {
    for (let at = 0; at < 200; at++) source = source.map((n) => n + 1).filter((n) => n > 0);
    return source;
  });
  assert.deepEqual(recipe([1, 2]).toArray(), [201, 202]);
  assert.equal(recipe([1]).explain().steps[0]!.split(") ").length, 64);
  const deep = compile((source: Seq<number>) => {
    for (let at = 0; at < 9; at++) source = source.flatMap((n) => [n, n + 1]);
    return source;
  });
  assert.equal(deep([1]).count(), 512);
});
