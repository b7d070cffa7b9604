import assert from "node:assert/strict";
import { z } from "zod";
import {
  array,
  bigint,
  boolean,
  date,
  func,
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
  set,
  string,
  tuple,
  union,
  unknown,
} from "../mod.ts";

const write = (schema: Schema<never>, target: string = "draft-2020-12") => {
  const { $schema: _, ...written } = schema["~standard"].jsonSchema.output({ target });
  return written;
};

const CASES: readonly (readonly [Schema<never>, object])[] = [
  [string(), { type: "string" }],
  [string({ minLength: 1, maxLength: 9 }), { type: "string", minLength: 1, maxLength: 9 }],
  [string({ pattern: /^a/gu }), { type: "string", pattern: "^a" }],
  [number({ min: 0 }), { type: "number", minimum: 0 }],
  [integer({ min: 0, max: 9 }), { type: "integer", minimum: 0, maximum: 9 }],
  [boolean(), { type: "boolean" }],
  [literal("a"), { const: "a" }],
  [literal(null), { const: null }],
  [oneOf([1, "a", true]), { enum: [1, "a", true] }],
  [unknown(), {}],
  [optional(string()), { type: "string" }],
  [nullable(string()), { anyOf: [{ type: "string" }, { type: "null" }] }],
  [union([string(), number()]), { anyOf: [{ type: "string" }, { type: "number" }] }],
  [array(string(), { minItems: 1 }), { type: "array", items: { type: "string" }, minItems: 1 }],
  [record(number()), { type: "object", additionalProperties: { type: "number" } }],
  [object({}), { type: "object", properties: {} }],
  [object({ a: string(), b: optional(string()) }, { exact: true }), {
    type: "object",
    properties: { a: { type: "string" }, b: { type: "string" } },
    required: ["a"],
    additionalProperties: false,
  }],
] as never;

Deno.test("Schema writes itself as JSON Schema", () => {
  for (const [schema, expected] of CASES) {
    for (const target of ["draft-2020-12", "draft-07"]) {
      assert.deepEqual(write(schema, target), expected);
    }
  }
  const point = tuple([number(), string()]) as Schema<never>;
  const items = [{ type: "number" }, { type: "string" }];
  assert.deepEqual(write(point), { type: "array", prefixItems: items, items: false, minItems: 2 });
  assert.deepEqual(write(point, "draft-07"), {
    type: "array",
    items,
    additionalItems: false,
    minItems: 2,
  });
});

Deno.test("Schema names the version of JSON Schema, and refuses others", () => {
  const { jsonSchema } = string()["~standard"];
  assert.deepEqual(jsonSchema.input({ target: "draft-07" }), {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "string",
  });
  assert.equal(
    jsonSchema.output({ target: "draft-2020-12" }).$schema,
    "https://json-schema.org/draft/2020-12/schema",
  );
  for (const target of ["openapi-3.0", "toString"]) {
    assert.throws(() => jsonSchema.input({ target }), {
      name: "TypeError",
      message: 'Cannot write JSON Schema as "target" must be one of draft-2020-12, draft-07: ' +
        `current value is "${target}"`,
    });
  }
});

Deno.test("Schema says which of its parts has no form in JSON Schema", () => {
  const none: readonly Schema<unknown>[] = [
    bigint(),
    func(),
    date(),
    map(string(), string()),
    set(string()),
    instanceOf(Error),
    predicate(() => true, "a thing"),
    literal(undefined),
    literal(1n),
    literal(NaN),
    string({ pattern: /a/i }),
  ];
  for (const schema of none) {
    assert.throws(() => write(array(schema) as Schema<never>), {
      name: "TypeError",
      message: `Cannot write JSON Schema for "${schema.expected}" as it has no such form`,
    });
  }
});

Deno.test("lazy() is written once, and referred to", () => {
  interface Folder {
    parent: Folder | null;
    inner: Folder[];
  }
  const inner = lazy(() => folder);
  const folder: Schema<Folder> = object({ parent: nullable(inner), inner: array(inner) });
  for (
    const [target, place] of [["draft-2020-12", "$defs"], ["draft-07", "definitions"]] as const
  ) {
    const $ref = `#/${place}/schema1`;
    const written = {
      type: "object",
      properties: {
        parent: { anyOf: [{ $ref }, { type: "null" }] },
        inner: { type: "array", items: { $ref } },
      },
      required: ["parent", "inner"],
    };
    assert.deepEqual(write(folder as never, target), { ...written, [place]: { schema1: written } });
  }
});

Deno.test("object() lets other libraries write their part of JSON Schema", () => {
  const count = z.string().transform(Number).pipe(z.number());
  const outer = object({ count, ["__proto__"]: z.string() });
  const both = (["input", "output"] as const).map((side) =>
    outer["~standard"].jsonSchema[side]({ target: "draft-07" }).properties
  );
  const text = { type: "string" };
  assert.deepEqual(both, [
    JSON.parse('{ "count": { "type": "string" }, "__proto__": { "type": "string" } }'),
    { count: { type: "number" }, ["__proto__"]: text },
  ]);
});

Deno.test("object() names what refers to its own root", () => {
  const tree = z.object({
    name: z.string(),
    get inner() {
      return z.array(tree);
    },
  });
  const written = write(object({ one: tree, two: tree }) as never).properties as Record<
    string,
    { $id?: string }
  >;
  assert.deepEqual(Object.values(written).map(({ $id }) => $id), ["urn:weir:1", "urn:weir:2"]);
});
