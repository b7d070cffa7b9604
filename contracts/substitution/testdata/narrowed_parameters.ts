import { type } from "arktype";
import * as v from "valibot";
import * as z from "zod";
import {
  array,
  integer,
  literal,
  nullable,
  number,
  object,
  oneOf,
  optional,
  predicate,
  record,
  type StandardSchema,
  string,
  unknown,
} from "../../mod.ts";

const even = predicate<number>((value) => Number(value) % 2 === 0, "an even number");
const zOrder = z.object({ id: z.string(), amount: z.number(), tags: z.array(z.string()) });
const vOrder = v.object({ id: v.string(), amount: v.number(), tags: v.array(v.string()) });
const aOrder = type({ id: "string", amount: "number", tags: "string[]" });
const order = object({ id: string(), amount: number({ min: 0 }), tags: array(string()) });
const zTree = z.object({
  size: z.number(),
  get children() {
    return z.array(zTree);
  },
});
const zSmallTree = z.object({
  size: z.number().max(9),
  get children() {
    return z.array(zSmallTree);
  },
});

/** Parameters of a parent, and those of a child that refuse a part of it. */
export const NARROWED_PARAMETERS: readonly [
  name: string,
  parent: StandardSchema,
  child: StandardSchema,
][] = [
  [
    "own: least value raised",
    order,
    object({ id: string(), amount: number({ min: 1 }), tags: array(string()) }),
  ],
  ["own: number becomes integer", object({ n: number() }), object({ n: integer() })],
  ["own: greatest value lowered", number({ max: 1000 }), number({ max: 999 })],
  ["own: least length raised", string({ minLength: 3 }), string({ minLength: 4 })],
  [
    "own: pattern narrowed",
    string({ pattern: /^[a-z]+-\d+$/ }),
    string({ pattern: /^[a-z]+-\d$/ }),
  ],
  ["own: pattern added", string({ minLength: 2 }), string({ minLength: 2, pattern: /^[a-z]/ })],
  ["own: member of an enumeration gone", oneOf(["a", "b", "c"]), oneOf(["a", "c"])],
  [
    "own: optional property required",
    object({ a: string(), b: optional(number()) }),
    object({ a: string(), b: number() }),
  ],
  ["own: null no longer accepted", object({ at: nullable(string()) }), object({ at: string() })],
  ["own: record of fewer values", record(number()), record(number({ min: 0 }))],
  ["own: item narrowed", array(oneOf(["x", 1])), array(literal("x"))],
  ["own: anything becomes an object", unknown(), object({ id: string() })],
  ["own: even numbers only", number(), even],
  [
    "own: nested three deep",
    object({ a: object({ b: array(object({ c: number() })) }) }),
    object({ a: object({ b: array(object({ c: number({ max: 1e6 }) })) }) }),
  ],
  [
    "zod: positive instead of not negative",
    z.object({ n: z.number().min(0) }),
    z.object({ n: z.number().positive() }),
  ],
  ["zod: integer", zOrder, zOrder.extend({ amount: z.int() })],
  ["zod: multiple", z.number().multipleOf(5), z.number().multipleOf(10)],
  ["zod: longest text", z.string().max(80), z.string().max(79)],
  ["zod: email", z.string(), z.email()],
  ["zod: property added", zOrder, zOrder.extend({ note: z.string() })],
  ["zod: strict", zOrder, zOrder.strict()],
  [
    "zod: case of a union gone",
    z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), x: z.number() }),
      z.object({ kind: z.literal("b") }),
    ]),
    z.object({ kind: z.literal("a"), x: z.number() }),
  ],
  [
    "zod: case of a union narrowed",
    z.union([z.string(), z.array(z.number())]),
    z.union([z.string(), z.array(z.number().min(-5))]),
  ],
  [
    "zod: array not empty",
    z.object({ ids: z.array(z.uuid()) }),
    z.object({ ids: z.array(z.uuid()).min(1) }),
  ],
  ["zod: array of at most 20", z.array(z.string()), z.array(z.string()).max(20)],
  [
    "zod: tuple narrowed",
    z.tuple([z.string(), z.number()]),
    z.tuple([z.string(), z.number().max(10)]),
  ],
  [
    "zod: tuple with fewer items",
    z.tuple([z.string()]).rest(z.number()),
    z.tuple([z.string(), z.number()]),
  ],
  [
    "zod: keys of a record",
    z.record(z.string(), z.number()),
    z.record(z.string().max(3), z.number()),
  ],
  [
    "zod: date in the past",
    z.object({ at: z.date() }),
    z.object({ at: z.date().max(new Date(1e12)) }),
  ],
  ["zod: recursive", zTree, zSmallTree],
  [
    "zod: refinement over two properties",
    z.object({ from: z.number(), to: z.number() }),
    z.object({ from: z.number(), to: z.number() }).refine(({ from, to }) => from <= to),
  ],
  [
    "zod: nullable",
    z.object({ a: z.string().nullable(), b: z.string() }),
    z.object({ a: z.string(), b: z.string() }),
  ],
  [
    "zod: iso date",
    z.object({ day: z.iso.date() }),
    z.object({ day: z.iso.date().refine((day) => day >= "2000") }),
  ],
  ["arktype: bound", aOrder, type({ id: "string", amount: "number > 0", tags: "string[]" })],
  [
    "arktype: length of items",
    aOrder,
    type({ id: "string", amount: "number", tags: "(string <= 8)[]" }),
  ],
  ["arktype: divisor", type("number.integer"), type("number % 3")],
  [
    "arktype: date in an object",
    type({ at: "Date", "n?": "number" }),
    type({ at: "Date", "n?": "number < 5" }),
  ],
  ["arktype: no other keys", type({ a: "string" }), type({ "+": "reject", a: "string" })],
  [
    "valibot: least value raised",
    vOrder,
    v.object({ ...vOrder.entries, amount: v.pipe(v.number(), v.minValue(10)) }),
  ],
  [
    "valibot: bound moved",
    v.object({ n: v.pipe(v.number(), v.maxValue(100)) }),
    v.object({ n: v.pipe(v.number(), v.maxValue(50)) }),
  ],
  ["valibot: case of a picklist gone", v.picklist(["a", "b"]), v.picklist(["a"])],
  [
    "valibot: optional narrowed",
    v.object({ id: v.string(), n: v.optional(v.number()) }),
    v.object({ id: v.string(), n: v.optional(v.pipe(v.number(), v.integer())) }),
  ],
  [
    "valibot: item narrowed",
    vOrder,
    v.object({ ...vOrder.entries, tags: v.array(v.pipe(v.string(), v.maxLength(12))) }),
  ],
  [
    "valibot: pattern narrowed",
    v.object({ sku: v.pipe(v.string(), v.regex(/^[A-Z]{2}\d+$/)) }),
    v.object({ sku: v.pipe(v.string(), v.regex(/^[A-Z]{2}\d{3,}$/)) }),
  ],
  [
    "valibot: variant",
    v.variant("t", [
      v.object({ t: v.literal("a"), n: v.number() }),
      v.object({ t: v.literal("b") }),
    ]),
    v.object({ t: v.literal("a"), n: v.pipe(v.number(), v.minValue(0)) }),
  ],
  [
    "valibot: tuple",
    v.tuple([v.string(), v.number()]),
    v.tuple([v.string(), v.pipe(v.number(), v.minValue(-3))]),
  ],
  [
    "valibot: record",
    v.record(v.string(), v.number()),
    v.record(v.string(), v.pipe(v.number(), v.maxValue(7))),
  ],
  [
    "own to zod",
    order,
    z.object({ id: z.string().min(1), amount: z.number(), tags: z.array(z.string()) }),
  ],
  ["zod to arktype", zOrder, type({ id: "string", amount: "number <= 1000", tags: "string[]" })],
  [
    "arktype to valibot",
    aOrder,
    v.object({ ...vOrder.entries, id: v.pipe(v.string(), v.minLength(6)) }),
  ],
  [
    "valibot to own",
    vOrder,
    object({ id: string(), amount: number({ max: 5 }), tags: array(string()) }),
  ],
  ["valibot to zod", vOrder, zOrder.extend({ id: z.string().startsWith("ord_") })],
  ["zod in own", object({ a: z.number().min(3) }), object({ a: z.number().min(4) })],
];
