/**
 * Schemas of other libraries in the place of own ones. Two of the libraries are large, and whoever
 * runs any program of this package would fetch what its lock file names: so these tests run with
 * another one.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type } from "arktype";
import { Schema as Effect } from "npm:effect@4.1.0";
import * as Type from "npm:typebox@1.4.3";
import Value from "npm:typebox@1.4.3/value";
import * as v from "valibot";
import { z } from "zod";
import { predicate } from "../../mod.ts";
import { preview } from "../../report/preview.ts";
import { formatPath } from "../../violation.ts";
import { toChecker } from "../checker.ts";
import type { Checker } from "../checking.ts";
import type { SchemaProblem } from "../schema_problem.ts";

const fromEffect = (schema: unknown): unknown => Effect.toStandardSchemaV1(schema as never);

/** What each vendor calls an order; all mean the same. */
const ORDERS: Readonly<Record<string, unknown>> = {
  zod: z.object({ id: z.string(), amount: z.number().positive(), tags: z.array(z.string()) }),
  valibot: v.object({
    id: v.string(),
    amount: v.pipe(v.number(), v.gtValue(0)),
    tags: v.array(v.string()),
  }),
  arktype: type({ id: "string", amount: "number>0", tags: "string[]" }),
  effect: fromEffect(Effect.Struct({
    id: Effect.String,
    amount: Effect.Number.check(Effect.isGreaterThan(0)),
    tags: Effect.Array(Effect.String),
  })),
};

function lines(schema: unknown, value: unknown): string[] {
  const checker: Checker = toChecker(schema, "a schema");
  assert.equal(checker.test(value), false);
  const problems: SchemaProblem[] = [];
  checker.explain(value, ["order"], problems);
  return problems.map(({ path, expected, received }) =>
    `${formatPath(path)} expected ${expected}, received ${preview(received)}`
  ).sort();
}

const ID = "order.id expected string, received 7 (number)";
const TAG = "order.tags[1] expected string, received 3 (number)";

Deno.test("toChecker() shows the issues of four vendors in one form", () => {
  const amounts: Readonly<Record<string, string>> = {
    zod: "number to be >0",
    valibot: "value >0",
    arktype: "positive",
    effect: "a value greater than 0",
  };
  for (const [vendor, order] of Object.entries(ORDERS)) {
    const amount = `order.amount expected ${amounts[vendor]}, received -1 (number)`;
    const found = lines(order, { id: 7, amount: -1, tags: ["a", 3] });
    assert.deepEqual(found, [amount, ID, TAG], vendor);
    assert.ok(toChecker(order, "").test({ id: "a", amount: 1, tags: ["b"] }), vendor);
  }
});

Deno.test("toChecker() says what is missing, and that the whole is of another kind", () => {
  const missing = (vendor: string) => lines(ORDERS[vendor], { amount: 1, tags: [] })[0];
  assert.equal(missing("zod"), "order.id expected string, received undefined");
  assert.equal(missing("valibot"), "order.id expected a value, received undefined");
  assert.equal(missing("arktype"), "order.id expected string, received undefined");
  assert.equal(missing("effect"), "order.id expected a value, received undefined");
  for (const [vendor, order] of Object.entries(ORDERS)) {
    assert.match(
      lines(order, null).join(),
      /^order expected (an )?object, received null$/i,
      vendor,
    );
  }
});

const WORDS: readonly (readonly [schema: unknown, value: unknown, expected: string])[] = [
  [z.union([z.string(), z.number()]), true, "string or number"],
  [v.union([v.string(), v.number()]), true, "string or number"],
  [type("string|number"), true, "number or string"],
  [fromEffect(Effect.Union([Effect.String, Effect.Number])), true, "string or number"],
  [z.literal("a"), "b", '"a"'],
  [v.literal("a"), "b", '"a"'],
  [type("'a'"), "b", '"a"'],
  [fromEffect(Effect.Literal("a")), "b", '"a"'],
  [z.enum(["x", "y"]), "z", '"x" or "y"'],
  [v.picklist(["x", "y"]), "z", '"x" or "y"'],
  [type("'x'|'y'"), "z", '"x" or "y"'],
  [fromEffect(Effect.Literals(["x", "y"])), "z", '"x" or "y"'],
  [z.string().min(3), "a", "string to have >=3 characters"],
  [v.pipe(v.string(), v.minLength(3)), "a", "length >=3"],
  [type("string>=3"), "a", "at least length 3"],
  [
    fromEffect(Effect.String.check(Effect.isMinLength(3))),
    "a",
    "a value with a length of at least 3",
  ],
  [z.number().max(3), 5, "number to be <=3"],
  [v.pipe(v.number(), v.maxValue(3)), 5, "value <=3"],
  [type("number<=3"), 5, "at most 3"],
  [z.int(), 1.5, "int"],
  [v.pipe(v.number(), v.integer()), 1.5, "a valid integer"],
  [type("number.integer"), 1.5, "integer"],
  [fromEffect(Effect.Int), 1.5, "integer"],
  [z.email(), "x", "a valid email address"],
  [v.pipe(v.string(), v.email()), "x", "a valid email"],
  [type("string.email"), "x", "an email address"],
  [z.string().regex(/^a/), "b", "string to match pattern /^a/"],
  [v.pipe(v.string(), v.regex(/^a/)), "b", "format /^a/"],
  [v.pipe(v.string(), v.startsWith("ab")), "b", 'start "ab"'],
  [type("/^a/"), "b", "matched by ^a"],
  [fromEffect(Effect.String.check(Effect.isPattern(/^a/))), "b", "string matching the RegExp ^a"],
  [type("string>3 & /^a/"), "b", "matched by ^a and at least length 4"],
  [z.string().refine(() => false, "is no q"), "x", "a valid value (is no q)"],
  [z.custom(() => false), "x", "a valid value"],
];

Deno.test("toChecker() takes what is expected out of the sentences of vendors", () => {
  for (const [schema, value, expected] of WORDS) {
    assert.deepEqual(lines(schema, value), [
      `order expected ${expected}, received ${preview(value)}`,
    ]);
  }
});

Deno.test("toChecker() names each property that is not known", () => {
  const schemas = [
    z.strictObject({ a: z.string() }),
    type({ "+": "reject", a: "string" }),
  ];
  for (const schema of schemas) {
    assert.deepEqual(lines(schema, { a: "x", b: 1, c: 2 }), [
      "order.b expected no such property, received 1 (number)",
      "order.c expected no such property, received 2 (number)",
    ]);
  }
  assert.deepEqual(lines(v.strictObject({ a: v.string() }), { a: "x", b: 1 }), [
    "order.b expected no such property, received 1 (number)",
  ]);
});

Deno.test("toChecker() explains a union by its closest branch", () => {
  const inner = { k: "b", s: 1 };
  const expected = ["order.a.s expected string, received 1 (number)"];
  const zods = [
    z.object({ k: z.literal("a"), n: z.number() }),
    z.object({ k: z.literal("b"), s: z.string() }),
  ] as const;
  assert.deepEqual(lines(z.object({ a: z.union(zods) }), { a: inner }), expected);
  const arks = type({ a: type({ k: "'a'", n: "number" }).or({ k: "'b'", s: "string" }) });
  assert.deepEqual(lines(arks, { a: inner }), expected);
  const valibots = [
    v.object({ k: v.literal("a"), n: v.number() }),
    v.object({ k: v.literal("b"), s: v.string() }),
  ] as const;
  assert.deepEqual(lines(v.object({ a: v.variant("k", valibots) }), { a: inner }), expected);
  assert.deepEqual(lines(v.union(valibots), inner), [
    'order expected a value that one of the alternatives accepts, received { k: "b", s: 1 } (object)',
  ]);
});

Deno.test("predicate() takes on the checks of TypeBox", () => {
  const Point = Type.Object({ x: Type.Number(), y: Type.Number() });
  const point = predicate((value) => Value.Check(Point, value), "a point");
  assert.ok(point.is({ x: 1, y: 2 }) && !point.is({ x: 1 }));
});

Deno.test("toChecker() hands on what a schema makes of a value", async () => {
  const parsers = [
    z.object({ at: z.string().transform((text) => text.length) }),
    v.object({ at: v.pipe(v.string(), v.transform((text) => text.length)) }),
    type({ at: type("string").pipe((text) => text.length) }),
  ];
  for (const parser of parsers) {
    const { parse, parseAsync } = toChecker(parser, "");
    assert.deepEqual(parse!({ at: "abc" }), { value: { at: 3 } });
    assert.deepEqual(parse!({ at: 1 }, ["a"]), {
      problems: [{ path: ["a", "at"], expected: "string", received: 1 }],
    });
    assert.deepEqual(await parseAsync!({ at: "abc" }), { value: { at: 3 } });
  }
});
