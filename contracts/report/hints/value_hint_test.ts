import assert from "node:assert/strict";
import fc from "fast-check";
import { valueHint } from "./value_hint.ts";

const EXPECTED = [
  "string",
  "integer >= 1 or undefined",
  "number from 1 to 9",
  '"info" or "error"',
  "array of 1 to 3 items",
  "object",
  "valid Date",
  "an instance of Clock",
  "a promise",
  "no such property",
];

Deno.test("valueHint() says one short line or nothing, whatever it is given", () => {
  const key = fc.oneof(fc.string(), fc.nat(), fc.constant(Symbol("s")));
  const property = fc.property(
    fc.anything({ withDate: true, withMap: true, withSet: true, withBigInt: true }),
    fc.oneof(fc.constantFrom(...EXPECTED), fc.string()),
    fc.array(key, { minLength: 1, maxLength: 6 }),
    fc.constantFrom("argument", "result", "item", "attribute"),
    (received, expected, path, kind) => {
      const hint = valueHint({ kind, path, expected, received, parent: {} });
      assert.ok(hint === undefined || /^\w.{0,69}$/.test(hint), String(hint));
    },
  );
  fc.assert(property, { seed: 1, numRuns: 2000, examples: [["\n", '"\\n"', ["a"], "argument"]] });
});

Deno.test("valueHint() says nothing of a value whose type is right", () => {
  const at = { kind: "argument", path: ["value"] } as const;
  assert.equal(valueHint({ ...at, expected: "a prime number", received: 4 }), undefined);
  assert.equal(valueHint({ ...at, expected: "string like /^a/", received: "b" }), undefined);
  assert.equal(valueHint({ ...at, expected: "an array or a Set", received: new Set() }), undefined);
  assert.equal(
    valueHint({ ...at, expected: "string or number", received: true }),
    "convert it: String(value)",
  );
});
