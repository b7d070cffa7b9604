import assert from "node:assert/strict";
import fc from "fast-check";
import { quote } from "./quote.ts";

Deno.test("quote() writes code that results in the same value", () => {
  const literals = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.bigInt(),
    fc.constantFrom(true, false, null, undefined, "\u2028", '");throw 1;//', -0, -Infinity),
  );
  fc.assert(
    fc.property(literals, (value) => {
      const result: unknown = new Function(`return ${quote(value)}`)();
      // A zero loses its sign, and equals the other.
      assert.ok(Object.is(result, value) || result === value);
    }),
    { seed: 1, numRuns: 500 },
  );
});

Deno.test("quote() throws when a value is not a literal", () => {
  for (const value of [["0)||throwing("], {}, Symbol("a"), () => 1, new String("a"), Object(1n)]) {
    assert.throws(() => quote(value as never), {
      name: "TypeError",
      message:
        /^Cannot write a value as code as "value" must be a string, number, .* or undefined: /,
    });
  }
});
