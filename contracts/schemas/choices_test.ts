import assert from "node:assert/strict";
import {
  array,
  boolean,
  type Infer,
  literal,
  nullable,
  number,
  object,
  optional,
  record,
  string,
  tuple,
  union,
} from "../mod.ts";

const event = union([
  object({ type: literal("paid"), amount: number() }),
  object({ type: literal("sent"), parcel: object({ id: string(), weight: number() }) }),
]);

Deno.test("union() explains a value by the branch that comes closest", () => {
  const paths = (value: unknown) => event.problems(value).map(({ path }) => path.join("."));
  assert.deepEqual(paths({ type: "paid" }), ["amount"]);
  assert.deepEqual(paths({ type: "sent", parcel: {} }), ["parcel.id", "parcel.weight"]);
  assert.deepEqual(paths({ type: "sent" }), ["parcel"]);
  assert.deepEqual(paths({ amount: 1 }), ["type"]);
});

Deno.test("union() names all of its branches for another kind of value", () => {
  assert.deepEqual(union([string(), event, number()]).problems(true), [
    { path: [], expected: "string or object or number", received: true },
  ]);
  assert.deepEqual(union([string(), object({ a: number() })]).problems({ a: "x" }), [
    { path: ["a"], expected: "number", received: "x" },
  ]);
});

Deno.test("union() has the type of its branches", () => {
  const either = union([string(), number()]);
  const good: Infer<typeof either> = 1;
  // @ts-expect-error TS2322: neither a string nor a number.
  const bad: Infer<typeof either> = true;
  assert.ok(either.is(good) && !either.is(bad));
});

Deno.test("union() refuses what is no list of schemas", () => {
  assert.throws(() => union([]), /"schemas" must be an array of one schema or more/);
  assert.throws(
    () => union(string() as never),
    /Cannot create a union schema as "schemas" must be/,
  );
  assert.throws(() => union([string(), 5 as never]), /Cannot use schema 1 of union\(\)/);
});

Deno.test("union() and nullable() count what does not fit into a list of problems", () => {
  const wrong = Array.from({ length: 300 }, () => "x");
  for (const schema of [union([array(number()), boolean()]), nullable(array(number()))]) {
    const problems = record(schema).problems({ a: wrong, b: wrong });
    assert.equal(problems.length, 100);
    assert.equal(100 + problems.at(-1)!.more!, 300 + 1);
  }
});

Deno.test("tuple() checks each item and their number", () => {
  const point = tuple([number(), optional(string())]);
  const good: Infer<typeof point> = [1, "a"];
  assert.ok(point.is(good) && point.is([1, undefined]));
  assert.deepEqual(point.problems([1]), [
    { path: [], expected: "array of 2 items", received: [1] },
  ]);
  assert.deepEqual(point.problems(["a", 5]).map(({ path, expected }) => [path, expected]), [
    [[0], "number"],
    [[1], "string or undefined"],
  ]);
  assert.equal(tuple([number()]).expected, "array of 1 item");
  assert.throws(() => tuple({} as never), /"schemas" must be an array of schemas/);
});
