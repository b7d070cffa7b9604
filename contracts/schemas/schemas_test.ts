import assert from "node:assert/strict";
import fc from "fast-check";
import {
  array,
  bigint,
  boolean,
  contract,
  date,
  func,
  type Infer,
  instanceOf,
  integer,
  lazy,
  literal,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  predicate,
  record,
  type Schema,
  type SchemaFor,
  set,
  type StandardSchema,
  string,
  tuple,
  union,
  unknown,
} from "../mod.ts";
import { preview } from "../report/preview.ts";

const CASES: readonly [
  schema: Schema<unknown>,
  expected: string,
  good: unknown[],
  bad: unknown[],
][] = [
  [string(), "string", ["", "a"], [1, null, undefined, {}]],
  [string({ minLength: 2 }), "string of at least 2 characters", ["ab"], ["a", 12]],
  [string({ maxLength: 1 }), "string of at most 1 character", ["", "a"], ["ab", []]],
  [string({ minLength: 1, maxLength: 2 }), "string of 1 to 2 characters", ["ab"], ["", "abc"]],
  [string({ pattern: /^a/g }), "string like /^a/g", ["a", "ab", "a"], ["b", 1]],
  [number(), "number", [0, -1.5, Infinity], [NaN, "1", 1n]],
  [number({ min: 1, max: 2 }), "number from 1 to 2", [1, 2], [0.9, 2.1]],
  [number({ max: 2 }), "number <= 2", [2, -9], [3]],
  [integer({ min: 0 }), "integer >= 0", [0, 5], [0.5, -1, 2 ** 53, "1"]],
  [boolean(), "boolean", [true, false], [0, null]],
  [literal("a"), '"a"', ["a"], ["b", undefined]],
  [literal(5n), "5n", [5n], [5]],
  [oneOf(["a", 1, null]), '"a" or 1 or null', ["a", 1, null], ["1", undefined]],
  [bigint(), "bigint", [1n], [1, "1"]],
  [func(), "function", [() => {}, class {}], [{}, null]],
  [date(), "valid Date", [new Date()], [new Date(NaN), 0, Object.create(Date.prototype)]],
  [array(number()), "array", [[], [1]], [["a"], {}, null]],
  [array(number(), { minItems: 2, maxItems: 2 }), "array of 2 items", [[1, 2]], [[1], [1, 2, 3]]],
  [tuple([number(), string()]), "array of 2 items", [[1, "a"]], [[1], [1, 2], [1, "a", 3], null]],
  [map(string(), number()), "Map", [new Map(), new Map([["a", 1]])], [
    new Map([["a", "b"]]),
    new Map([[1, 1]]),
    Object.create(Map.prototype),
    {},
  ]],
  [set(string()), "Set", [new Set(["a"])], [new Set([1]), [], new Map()]],
  [union([string(), number()]), "string or number", ["a", 1], [true, null]],
  [lazy(() => string()), "string", ["a"], [1]],
  [object({ a: optional(string()) }, { exact: true }), "object", [{}, { a: "" }], [{ b: 1 }, 1]],
  [object(), "object", [{}, []], [null, "a", undefined]],
  [object({ a: string() }), "object", [{ a: "" }, { a: "", b: 1 }], [{}, { a: 1 }, null]],
  [record(number()), "object", [{}, { a: 1 }], [{ a: "1" }, null, [], [1]]],
  [optional(string()), "string or undefined", ["a", undefined], [null, 1]],
  [nullable(string()), "string or null", ["a", null], [undefined, 1]],
  [unknown(), "anything", [undefined, 1, {}], []],
  [instanceOf(Date), "an instance of Date", [new Date()], [{}, "2020"]],
  [predicate((value) => value === 1, "one"), "one", [1], [2]],
];

Deno.test("Schema.is() and Schema.problems() agree on every kind of schema", () => {
  for (const [schema, expected, good, bad] of CASES) {
    assert.equal(schema.expected, expected);
    for (const value of good) {
      assert.ok(schema.is(value), `${expected} accepts ${String(value)}`);
      assert.deepEqual(schema.problems(value), []);
      assert.deepEqual(schema["~standard"].validate(value), { value });
    }
    for (const value of bad) {
      assert.ok(!schema.is(value), `${expected} refuses ${preview(value)}`);
      assert.ok(schema.problems(value).length > 0);
    }
  }
});

Deno.test("Schema.problems() finds as many problems as were put in", () => {
  const row = object({
    id: string(),
    tags: array(integer()),
    extra: nullable(optional(boolean())),
  });
  const cell = fc.record({
    id: fc.oneof(fc.string(), fc.integer()),
    tags: fc.array(fc.oneof(fc.integer(), fc.string())),
    extra: fc.constantFrom(true, null, undefined, "x"),
  });
  fc.assert(fc.property(fc.array(cell), (rows) => {
    const seeded = rows.reduce(
      (sum, { id, tags, extra }) =>
        sum + Number(typeof id !== "string") + Number(extra === "x") +
        tags.filter((tag) => typeof tag === "string").length,
      0,
    );
    const problems = array(row).problems(rows);
    assert.equal(problems.length, seeded);
    for (const { path, received } of problems) {
      const found = path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), rows);
      assert.equal(found, received);
    }
  }));
});

Deno.test("object() looks at every property of a shape of any size", () => {
  const keys = Array.from({ length: 9 }, (_, index) => `key${index}`);
  for (let size = 1; size <= keys.length; size++) {
    const given = keys.slice(0, size);
    const schema = object(Object.fromEntries(given.map((key) => [key, integer()])));
    const good = Object.fromEntries(given.map((key, index) => [key, index]));
    assert.ok(schema.is(good));
    for (const key of given) assert.ok(!schema.is({ ...good, [key]: "x" }), `${key} of ${size}`);
  }
});

Deno.test("object() takes as many properties as there are", () => {
  const keys = Array.from({ length: 30_000 }, (_, index) => `key${index}`);
  const schema = object(Object.fromEntries(keys.map((key) => [key, number()])));
  const good: Record<string, unknown> = Object.fromEntries(keys.map((key, index) => [key, index]));
  assert.ok(schema.is(good));
  assert.ok(!schema.is({ ...good, key29999: "x" }));
  assert.deepEqual(schema.problems({ ...good, key16: "x" }).map(({ path }) => path), [["key16"]]);
});

Deno.test("object() refuses a shape that is not a plain object", () => {
  const rule = /^TypeError: .*"shape" must be a plain object of schemas/;
  assert.throws(() => object({ __proto__: string() } as never), rule);
  assert.throws(() => object(new Map() as never), rule);
  assert.throws(() => object([string()] as never), rule);
  assert.throws(() => object(null as never), rule);
  assert.ok(object(Object.assign(Object.create(null), { a: string() })).is({ a: "x" }));
});

Deno.test("object() names the property that was probably meant", () => {
  const shape = { name: string(), title: optional(string()) };
  assert.deepEqual(object(shape).problems({ nmae: "a" }), [
    { path: ["name"], expected: "string", received: undefined, hint: 'rename "nmae" to "name"' },
  ]);
  const exact = object(shape, { exact: true });
  assert.deepEqual(exact.problems({ name: "a", tilte: "b", other: 1 }), [
    {
      path: ["tilte"],
      expected: "no such property",
      received: "b",
      hint: 'rename "tilte" to "title"',
    },
    { path: ["other"], expected: "no such property", received: 1 },
  ]);
  assert.deepEqual(exact["~standard"].validate({ name: "a", tilte: "b" }), {
    issues: [{
      message: 'Expected no such property, received "b" (string): rename "tilte" to "title"',
      path: ["tilte"],
    }],
  });
  assert.throws(() => object(shape, { strict: true } as never), /option "strict" does not exist/);
});

Deno.test("map() and set() explain keys and values", () => {
  const scores = map(string(), array(number()));
  const key = {};
  const wrong = new Map<unknown, unknown>([["a", [1, "x"]], [key, []], [2, "y"]]);
  assert.deepEqual(scores.problems(wrong), [
    { path: ["a", 1], expected: "number", received: "x" },
    { path: ["{} (object)"], expected: "a key that is string", received: key },
    { path: [2], expected: "a key that is string", received: 2 },
    { path: [2], expected: "array", received: "y" },
  ]);
  assert.deepEqual(set(string()).problems(new Set(["a", 5])), [
    { path: [1], expected: "string", received: 5 },
  ]);
});

Deno.test("literal() and oneOf() agree on numbers that are hard to tell apart", () => {
  for (const schema of [literal(0), oneOf([0]), literal(-0), oneOf([-0])]) {
    assert.ok(schema.is(0) && schema.is(-0));
  }
  assert.ok(literal(NaN).is(NaN) && oneOf([NaN]).is(NaN));
});

Deno.test("Schema lists a hundred problems of a value and counts the rest", () => {
  const wrong = Array.from({ length: 1_000 }, (_, index) => index);
  const problems = array(optional(object({ id: string() }))).problems([...wrong, {}, undefined]);
  assert.equal(problems.length, 100);
  assert.equal(problems[98]!.more, undefined);
  assert.equal(problems[99]!.more, 901);
  assert.deepEqual(problems[99]!.path, [99]);
  const entries = Object.fromEntries(wrong.map((value) => [`k${value}`, value]));
  assert.equal(record(string()).problems(entries)[99]!.more, 900);
  const { issues } = array(string())["~standard"].validate(wrong) as {
    issues: { message: string }[];
  };
  assert.equal(
    issues[99]!.message,
    "Expected string, received 99 (number), and 900 more problems",
  );
});

Deno.test("optional() makes a property optional in the type as well", () => {
  const order = object({ id: string(), note: optional(string()) });
  const without: Infer<typeof order> = { id: "a" };
  // @ts-expect-error TS2322: a note is a string.
  const wrong: Infer<typeof order> = { id: "a", note: 1 };
  assert.ok(order.is(without) && !order.is(wrong));
});

Deno.test("Schema speaks Standard Schema to other libraries", () => {
  const schema: StandardSchema<{ a: string }> = object({ a: string() });
  assert.deepEqual(schema["~standard"].validate({ a: 1 }), {
    issues: [{ message: "Expected string, received 1 (number)", path: ["a"] }],
  });
});

Deno.test("string() and number() refuse options that are not theirs", () => {
  assert.throws(() => string({ maxLen: 1 } as never), /option "maxLen" does not exist/);
  assert.throws(() => number({ min: "1" as never }), /"min" must be a number that is not NaN/);
  assert.throws(() => string({ pattern: "a" as never }), /"pattern" must be a regular expression/);
  assert.throws(() => array(5 as never), /Cannot use the item of array\(\) as it must be a schema/);
});

Deno.test("number() and string() refuse bounds that nothing can keep", () => {
  const refuses = (make: () => unknown, message: string) =>
    assert.throws(make, { name: "RangeError", message });
  refuses(
    () => number({ min: 5, max: 1 }),
    'Cannot create a number schema as "max" must be at least "min", 5: current value is 1',
  );
  assert.throws(() => integer({ min: 1, max: 0 }), /an integer schema as "max" must be/);
  assert.throws(() => integer({ min: 0.2, max: 0.8 }), /no integer lies/);
  refuses(
    () => string({ minLength: -1 }),
    'Cannot create a string schema as "minLength" must be an integer >= 0: current value is -1',
  );
  assert.throws(() => string({ minLength: 1.5 }), RangeError);
  assert.throws(() => string({ minLength: "1" as never }), TypeError);
  assert.throws(() => number({ max: NaN }), /"max" must be a number that is not NaN/);
  assert.ok(number({ min: 1, max: 1 }).is(1));
});

Deno.test("oneOf() refuses what is no list of values", () => {
  for (const values of ["abc", [], 5, null, new Set(["a"])]) {
    assert.throws(() => oneOf(values as never), {
      name: "TypeError",
      message: /^Cannot create a schema as "values" must be an array of one value or more: /,
    });
  }
});

Deno.test("record() says of an array that it is none of the objects it asks for", () => {
  assert.equal(record(number()).problems([1])[0]?.expected, "object that is not an array");
  assert.equal(record(number()).problems("a")[0]?.expected, "object");
});

Deno.test("number() says of NaN that it is not the number it asks for", () => {
  const [problem] = number().problems(NaN);
  assert.equal(problem?.expected, "number that is not NaN");
  assert.equal(number({ min: 1 }).problems(NaN)[0]?.expected, "number >= 1 that is not NaN");
  assert.equal(number().problems("1")[0]?.expected, "number");
  assert.equal(integer().problems(NaN)[0]?.expected, "integer");
});

/** A schema as another library would bring it; those of some are functions. */
function foreign<T>(...issues: { message: string; path?: unknown[] }[]): SchemaFor<T> {
  const standard = { version: 1, vendor: "other", validate: () => ({ issues }) };
  return Object.assign(() => {}, { "~standard": standard }) as never;
}

Deno.test("contract() takes schemas of other libraries and shows their problems alike", () => {
  const at = (...path: unknown[]) => ({ path });
  const schema = foreign<object>(
    { message: "Invalid input: expected string, received number", ...at("id") },
    { message: "Too small: expected number to be >0", ...at({ key: "amount" }) },
    { message: "Invalid type: Expected string but received 3", ...at("tags", 1) },
    { message: "value at [0] must be even (was 3)", ...at("tags", 1) },
    { message: "no good", ...at("gone", "deep") },
  );
  interface Sink {
    put(order: object): void;
  }
  const Sink = contract<Sink>("test.Sink", { members: { put: { params: [["order", schema]] } } });
  class Impl {
    static {
      Sink.implement(this);
    }
    put() {}
  }
  const sink: Sink = new Impl();
  assert.throws(() => sink.put({ id: 7, amount: -1, tags: ["a", 3] }), (error: Error) => {
    const lines = error.message.split("\n").filter((line) => /^ {2}\d/.test(line));
    assert.deepEqual(lines, [
      "  1. order.id         expected string, received 7 (number)",
      "  2. order.amount     expected number to be >0, received -1 (number)",
      "  3. order.tags[1]    expected string, received 3 (number)",
      "  4. order.tags[1]    expected even, received 3 (number)",
      "  5. order.gone.deep  expected a valid value (no good), received undefined",
    ]);
    return true;
  });
});

Deno.test("contract() refuses the answer of a schema that is asynchronous", () => {
  const standard = { version: 1, vendor: "slow", validate: () => Promise.reject(new Error("x")) };
  const slow = { "~standard": standard } as never;
  assert.throws(() => array(slow).is([1]), /schema of vendor "slow" answers with a promise/);
});
