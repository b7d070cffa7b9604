import assert from "node:assert/strict";
import { generatedTest } from "../generation/generated_path.ts";
import {
  array,
  bigint,
  boolean,
  date,
  func,
  instanceOf,
  integer,
  literal,
  map,
  nullable,
  number,
  object,
  oneOf,
  optional,
  predicate,
  record,
  set,
  string,
  tuple,
  union,
  unknown,
} from "../mod.ts";
import { Schema } from "./schema.ts";

const MAX = Number.MAX_SAFE_INTEGER;
const EXACT = { exact: true };

/** Objects of very many properties, all of which are numbers. */
const manyKeys = Array.from({ length: 200 }, (_, at) => `key${at}`);
const many = object(Object.fromEntries(manyKeys.map((key) => [key, number()])));
const manyNumbers = Object.fromEntries(manyKeys.map((key) => [key, 1]));
const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What each schema accepts and what it refuses, at its bounds and just beyond. */
const CASES: readonly (readonly [Schema<unknown>, yes: unknown[], no: unknown[]])[] = [
  [number(), [0, -0, 0.5, Infinity, -Infinity], [NaN, "1", 1n, null, undefined]],
  [number({ min: 1 }), [1, 1.5, Infinity], [0.999, -1, NaN]],
  [number({ max: 1 }), [1, -Infinity], [1.001, NaN]],
  [number({ min: 1, max: 1 }), [1], [0, 2, NaN]],
  [integer(), [0, -0, MAX, -MAX], [0.5, MAX + 1, -MAX - 1, Infinity, NaN, "1", 1n]],
  [integer({ min: 1, max: 3 }), [1, 2, 3], [0, 4, 1.5]],
  [integer({ min: 0.5, max: 1.5 }), [1], [0, 2]],
  [string(), ["", "a"], [1, null, new String("a")]],
  [string({ minLength: 1, maxLength: 3 }), ["a", "abc"], ["", "abcd", 1]],
  [string({ pattern: /^a/g }), ["a", "ab", "ab"], ["b", 5, "ba"]],
  [string({ pattern: /^a/, maxLength: 2 }), ["a", "ab"], ["abc", "b"]],
  [boolean(), [true, false], [0, 1, "true", null]],
  [bigint(), [0n, 1n], [0, 1]],
  [func(), [() => {}, class {}], [{}, null]],
  [literal("a"), ["a"], ["b", new String("a")]],
  [literal(1n), [1n], [1, 2n]],
  [literal(NaN), [NaN], [0, 1, undefined]],
  [literal(undefined), [undefined], [null]],
  [oneOf([0, null]), [0, -0, null], [undefined, false, "0"]],
  [oneOf([1, NaN, 1n]), [1, NaN, 1n], [2, 2n, undefined]],
  [oneOf(["a\u2028b", "\\"]), ["a\u2028b", "\\"], ["ab", "a"]],
  [oneOf(nine), nine, [0, 10, "1"]],
  [unknown(), [undefined, null, 1], []],
  [optional(number()), [undefined, 1], [null, "1"]],
  [nullable(number()), [null, 1], [undefined, "1"]],
  [union([number({ min: 5 }), string()]), [5, "a"], [4, null]],
  [array(number()), [[], [1, 2]], [[1, "2"], ["1"], {}, { length: 0 }, null]],
  [array(number(), { minItems: 1, maxItems: 2 }), [[1], [1, 2]], [[], [1, 2, 3], ["1"]]],
  [tuple([number(), string()]), [[1, "a"]], [[1], [1, "a", 2], ["a", 1], [1, 2]]],
  [object({}), [{}, [], new Map(), { a: 1 }], [null, undefined, 1, () => {}]],
  [object({ a: number() }), [{ a: 1 }, { a: 1, b: 2 }], [{}, { a: "1" }, null]],
  [object({ a: number(), b: number() }), [{ a: 1, b: 1 }], [{ a: 1 }, { b: 1 }]],
  [object({ a: optional(number()) }, EXACT), [{}, { a: 1 }], [{ b: 1 }, { a: 1, b: 1 }]],
  [object({ a: number(), b: number(), c: number() }), [{ a: 1, b: 1, c: 1 }], [{ a: 1, b: 1 }]],
  [many, [manyNumbers], manyKeys.map((key) => ({ ...manyNumbers, [key]: "1" }))],
  [record(number()), [{}, { a: 1, b: 2 }], [{ a: "1" }, { a: 1, b: "2" }, [], [1], null]],
  [map(string(), number()), [new Map(), new Map([["a", 1]])], [
    new Map([["a", "1"]]),
    new Map([[1, 1]]),
    Object.create(Map.prototype),
    {},
  ]],
  [set(number()), [new Set(), new Set([1])], [new Set(["1"]), [1], Object.create(Set.prototype)]],
  [date(), [new Date(0)], [new Date(NaN), Object.create(Date.prototype), 0]],
  [instanceOf(Map), [new Map()], [{}, null]],
  [predicate((value) => value as boolean, "true-ish"), [1, "a", true], [0, "", null]],
];

for (const [schema, yes, no] of CASES) {
  Deno.test(`Schema() draws the line, as code too, when it asks for ${schema.expected}`, () => {
    const written = generatedTest(Schema.checker(schema));
    for (const value of [...yes, ...yes]) {
      assert.deepEqual([schema.is(value), written(value)], [true, true], String(value));
      assert.deepEqual(schema.problems(value), []);
    }
    for (const value of no) {
      assert.deepEqual([schema.is(value), written(value)], [false, false], typeof value);
      assert.notEqual(schema.problems(value).length, 0);
    }
  });
}

Deno.test("number() and string() refuse bounds between which there is nothing", () => {
  assert.throws(() => number({ min: 2, max: 1 }), /"max" must be at least "min", 2/);
  assert.throws(() => number({ min: NaN }), /"min" must be a number that is not NaN/);
  assert.throws(() => number({ max: "1" as never }), /"max" must be a number that is not NaN/);
  assert.throws(() => integer({ min: 1.2, max: 1.8 }), /no integer lies from 1\.2 to 1\.8/);
  assert.throws(() => string({ minLength: 2, maxLength: 1 }), /"maxLength" must be at least/);
  assert.throws(() => array(number(), { minItems: 2, maxItems: 1 }), /"maxItems" must be at least/);
  assert.throws(() => object(Object.create({ a: number() })), /"shape" must be a plain object/);
  const odd = { __proto__: number() } as never;
  assert.throws(() => object(odd), /"shape" must be a plain object/);
});
