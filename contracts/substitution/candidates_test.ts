import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { type } from "arktype";
import * as v from "valibot";
import * as z from "zod";
import { array, number, object, predicate, type StandardSchema, string } from "../mod.ts";
import { candidates } from "./candidates.ts";

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

/** A schema that is nothing but its JSON Schema, with references and everything. */
function stated(json: object, target: string = "draft-2020-12"): StandardSchema {
  const write = (options: { target: string }) => {
    if (options.target !== target) throw new RangeError("Cannot write this target");
    return json as Record<string, unknown>;
  };
  const standard = {
    version: 1 as const,
    vendor: "test",
    validate: (value: unknown) => ({ value }),
    jsonSchema: { input: write, output: write },
  };
  return { "~standard": standard };
}

/** Whether a value is among the candidates. */
function has(schema: StandardSchema, wanted: unknown): boolean {
  return [...candidates(schema)].some((value) => isDeepStrictEqual(value, wanted));
}

Deno.test("candidates() names both sides of every bound", () => {
  const count = stated({ type: "integer", minimum: 3, exclusiveMaximum: 9 });
  for (const value of [2, 3, 4, 8, 9, 10, 2.5, 3.5, -0, NaN, Infinity, null, "a", undefined]) {
    assert.ok(has(count, value), `${value}`);
  }
  const text = stated({ type: "string", minLength: 2, maxLength: 4 });
  for (const value of ["a", "aa", "aaa", "aaaa", "aaaaa", "", "\ud800"]) {
    assert.ok(has(text, value));
  }
  assert.ok(has(stated({ type: "number", multipleOf: 0.25 }), 0.5));
  const least = 0.01 * (1 - Number.EPSILON);
  assert.ok(has(stated({ type: "number", minimum: 0.01 }), least));
  assert.ok(has(stated({ type: "string", format: "email" }), "a@example.com"));
});

Deno.test("candidates() takes objects and arrays apart one spot at a time", () => {
  const order = stated({
    type: "object",
    properties: {
      id: { type: "string" },
      note: { enum: ["x"] },
      tags: { type: "array", items: {} },
    },
    required: ["id", "tags"],
  });
  for (
    const value of [
      { id: "a", tags: [] },
      { tags: [] },
      { id: "a", tags: [], extra: 1 },
      { id: "a", tags: [], note: "x" },
      { id: null, tags: [] },
      { id: "a", tags: ["a"] },
      { id: "a", tags: ["a", "a"] },
      { id: "a", tags: ["a", 1n] },
      null,
    ]
  ) assert.ok(has(order, value), JSON.stringify(Object.keys(value ?? {})));
});

Deno.test("candidates() reads references, unions, tuples and records of either draft", () => {
  const node = { type: "object", properties: { next: { $ref: "#" } }, required: ["next"] };
  const list = stated({ anyOf: [node, { type: "null" }] });
  assert.ok(has(list, null));
  const named = { $ref: "#/$defs/a~1b", $defs: { "a/b": { const: 7 } } };
  assert.ok(has(stated(named), 7));
  const pair = { type: "array", items: [{ const: 1 }, { const: "b" }], minItems: 2 };
  assert.ok(has(stated(pair, "draft-07"), [1, "b"]));
  const rest = { type: "array", items: [{ const: 1 }], additionalItems: { const: 2 }, minItems: 1 };
  assert.ok(has(stated(rest, "draft-07"), [1, 2]));
  const both = {
    allOf: [{ properties: { a: { const: 1 } }, required: ["a"] }, {
      properties: { b: { const: 2 } },
      required: ["b"],
    }],
  };
  assert.deepEqual([...candidates(stated(both))][0], { a: 1, b: 2 });
  const keys = {
    type: "object",
    propertyNames: { enum: ["k"] },
    additionalProperties: { const: 5 },
  };
  assert.ok(has(stated(keys), { k: 5 }));
  const some = { type: "object", patternProperties: { "^x-": { const: 5 } }, minProperties: 1 };
  assert.ok(has(stated(some), { "x-": 5 }));
});

Deno.test("candidates() gives some accepted values of recursive schemas and ends", () => {
  const all = [...candidates(Tree)];
  assert.ok(all.length <= 1000);
  assert.ok(has(stated({ $ref: "#" }), null));
  assert.ok(has(stated({ anyOf: [{ $ref: "#" }, { const: 8 }] }), 8));
  assert.ok(all.some((value) => Tree.safeParse(value).data?.children[0]?.name !== undefined));
});

Deno.test("candidates() finds out what a schema without a JSON Schema accepts", () => {
  const schemas: StandardSchema[] = [
    object({ id: string({ minLength: 4 }), lines: array(object({ count: number({ min: 30 }) })) }),
    v.object({ a: v.pipe(v.string(), v.regex(/^[A-Z]{3}-\d+$/), v.minLength(9)) }),
    v.object({ at: v.pipe(v.date(), v.minValue(new Date("2024-01-01T00:00:00.000Z"))) }),
    v.variant("kind", [v.object({ kind: v.literal("circle"), size: v.number() })]),
    v.tuple([v.picklist(["x", "y"]), v.bigint(), v.pipe(v.array(v.string()), v.minLength(2))]),
    v.record(v.string(), v.pipe(v.number(), v.minValue(5))),
    withoutJson(type("4711 <= number <= 4713")),
    z.object({ at: z.date(), size: z.bigint(), ok: z.string().refine((text) => text === "a") }),
  ];
  for (const schema of schemas) {
    const verdicts = [...candidates(schema)].map((value) => accepts(schema, value));
    assert.ok(verdicts.includes(true) && verdicts.includes(false), schema["~standard"].vendor);
  }
});

Deno.test("candidates() starts from examples without running their getters", () => {
  const getter = Object.defineProperty({}, "a", { enumerable: true, get: () => assert.fail() });
  const any = predicate(() => true, "anything");
  const examples = [{ id: "ord_1", lines: [{ n: 3 }] }, getter];
  const list = [...candidates(any, { examples })];
  assert.deepEqual(list[0], examples[0]);
  assert.notEqual(list[0], examples[0]);
  assert.equal(list[1], getter);
  const holes: unknown[] = Array(3);
  assert.equal([...candidates(any, { examples: [holes] })][0], holes);
  const smaller = { id: "ord_1", lines: [{}] };
  assert.ok(list.some((value) => isDeepStrictEqual(value, smaller)));
});

Deno.test("candidates() leaves out values for which the validator throws", () => {
  const fragile = predicate((value) => (value as string).length > 0, "anything with a length");
  const list = [...candidates(fragile)];
  assert.ok(list.length > 0 && !list.includes(null) && !list.includes(undefined));
});

Deno.test("candidates() lists the same values for each call, none of them shared", () => {
  const schema = z.object({ inner: z.object({ a: z.string() }), other: z.number() });
  const first = [...candidates(schema)];
  assert.deepEqual([...candidates(schema)], first);
  const objects = first.filter((value) => typeof value === "object" && value !== null);
  const inner = objects.map((value) => Reflect.get(value, "inner"))
    .filter((value) => typeof value === "object" && value !== null);
  assert.equal(new Set(inner).size, inner.length);
});

Deno.test("candidates() makes only the values that are asked for, up to its limit", () => {
  let calls = 0;
  const counted = predicate(() => ++calls > 0, "anything");
  const list = candidates(counted, { examples: [1] });
  list.next();
  const started = calls;
  list.next();
  assert.equal(calls, started + 1);
  assert.equal([...candidates(counted, { limit: 7 })].length, 7);
});

Deno.test("candidates() refuses what is no schema and options that it does not know", () => {
  const wrong = (schema: unknown, options: unknown) => () =>
    candidates(schema as StandardSchema, options as object);
  assert.throws(wrong({}, {}), TypeError);
  assert.throws(wrong(string(), { exmaples: [] }), {
    name: "TypeError",
    message: /use "examples"/,
  });
  assert.throws(wrong(string(), { examples: "a" }), {
    name: "TypeError",
    message: 'Cannot list candidates as "examples" must be an array of values: ' +
      'current value is "a"',
  });
  assert.throws(wrong(string(), { limit: -1 }), RangeError);
});

Deno.test("candidates() asks a validator a limited number of times for what it wants", () => {
  let calls = 0;
  const keys = Array.from({ length: 99 }, (_, index) => [`key${index}`, v.string()]);
  const { validate, ...rest } = v.object(Object.fromEntries(keys))["~standard"];
  const counted = (value: unknown) => (calls++, validate(value));
  candidates({ "~standard": { ...rest, validate: counted } }).next();
  assert.ok(calls <= 510, `${calls} calls`);
});

function accepts(schema: StandardSchema, value: unknown): boolean {
  const result = schema["~standard"].validate(value);
  return !("then" in result) && result.issues === undefined;
}

function withoutJson(schema: StandardSchema): StandardSchema {
  const { version, vendor, validate } = schema["~standard"];
  return { "~standard": { version, vendor, validate } };
}
