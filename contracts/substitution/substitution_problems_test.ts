import assert from "node:assert/strict";
import { integer, number, object, optional, string } from "../mod.ts";
import type { MemberShape, MethodShape, ParamShape } from "./member_shape.ts";
import { substitutionProblems } from "./substitution_problems.ts";

const order = param("order", object({ amount: number({ min: 0 }) }));
const retries = param("retries", integer());
const parent: MethodShape = { kind: "async", params: [order, retries], result: string() };

function param(name: string, schema: ParamShape["schema"], optional: boolean = false): ParamShape {
  return { name, schema, optional };
}

/** What a report shows of each problem. */
function rows(child: MemberShape, of: MemberShape = parent): string[] {
  return substitutionProblems(of, child, "shop.Store").map(({ path, expected, received, hint }) =>
    `${path.join(".")} expected ${expected}, received ${received}; ${hint}`
  );
}

Deno.test("substitutionProblems() shows what a parameter refuses", () => {
  const narrow = param("order", object({ amount: number({ min: 1 }) }));
  const [problem] = substitutionProblems(parent, { ...parent, params: [narrow] }, "shop.Store");
  assert.equal(
    problem?.message,
    'parameter "order": { amount: 0 } is accepted by "shop.Store" and refused here at ' +
      "order.amount: expected number >= 1",
  );
  assert.deepEqual(problem, {
    where: "parameter",
    name: "order",
    index: 0,
    path: ["order", "amount"],
    counterexample: {
      value: { amount: 0 },
      path: ["amount"],
      expected: "number >= 1",
      received: 0,
    },
    expected: 'to accept 0 (number), as "shop.Store" does',
    received: "number >= 1",
    hint: "accept at least what the parent accepts",
    message: problem?.message,
  });
});

Deno.test("substitutionProblems() shows what a result allows", () => {
  const [problem] = substitutionProblems(
    { ...parent, result: object({ total: number({ min: 0 }) }) },
    { ...parent, result: object({ total: number() }) },
    "shop.Store",
  );
  assert.equal(
    problem?.message,
    'result: { total: -1 } is allowed here and ruled out by "shop.Store" at result.total: ' +
      "expected number >= 0",
  );
  assert.deepEqual(
    rows({ kind: "generator", params: [], result: number() }, {
      kind: "generator",
      params: [],
      result: integer(),
    }),
    [
      'item expected integer, as "shop.Store" promises, received a schema that allows 0.5 ' +
      "(number); allow at most what the parent allows",
    ],
  );
});

Deno.test("substitutionProblems() lists every problem of a member", () => {
  const child: MethodShape = {
    kind: "sync",
    params: [param("order", string()), param("count", number({ max: 3 })), param("to", string())],
    result: integer(),
  };
  assert.deepEqual(rows(child), [
    ' expected an async method, as in "shop.Store", received a method; say kind: "async"',
    'order expected to accept { amount: 1 } (object), as "shop.Store" does, received string; ' +
    "accept at least what the parent accepts",
    'count expected to accept 4 (number), as "shop.Store" does, received number <= 3; ' +
    "accept at least what the parent accepts",
    'to expected at most 2 parameters, as "shop.Store" has, received a required one; ' +
    "make it optional",
  ]);
});

Deno.test("substitutionProblems() allows fewer parameters, optional ones and no result", () => {
  assert.deepEqual(rows({ kind: "async", params: [] }), []);
  const more = param("signal", optional(string()), true);
  assert.deepEqual(rows({ kind: "async", params: [order, retries, more] }), []);
  const loose = param("retries", optional(integer()), true);
  assert.deepEqual(rows({ kind: "async", params: [order, loose] }), []);
  const unlike = { kind: "async", params: [], result: number() } as const;
  assert.deepEqual(rows(unlike, { kind: "async", params: [] }), []);
});

Deno.test("substitutionProblems() refuses a parameter that becomes required", () => {
  const loose: MethodShape = { ...parent, params: [param("retries", optional(integer()), true)] };
  assert.deepEqual(rows({ ...parent, params: [retries] }, loose), [
    'retries expected an optional parameter, as in "shop.Store", received a required one; ' +
    "make it optional",
  ]);
});

Deno.test("substitutionProblems() asks attributes that can be written for the same values", () => {
  const attribute = number({ min: 0, max: 9 });
  const held: MemberShape = { attribute, writable: true };
  assert.deepEqual(rows({ attribute: number({ min: 1, max: 10 }), writable: true }, held), [
    'value expected number from 0 to 9, as "shop.Store" promises, received a schema that allows ' +
    "10 (number); allow at most what the parent allows",
    'value expected to accept 0 (number), as "shop.Store" does, received number from 1 to 10; ' +
    "accept at least what the parent accepts",
  ]);
  assert.deepEqual(rows({ attribute: number({ min: 1, max: 8 }), writable: false }, held), [
    'value expected an attribute that can be written, as in "shop.Store", received one that can ' +
    "only be read; add a setter",
  ]);
  const fixed: MemberShape = { attribute, writable: false };
  assert.deepEqual(rows({ attribute: number({ min: 1, max: 8 }), writable: true }, fixed), []);
});

Deno.test("substitutionProblems() tells methods from attributes", () => {
  const attribute: MemberShape = { attribute: string(), writable: false };
  assert.deepEqual(rows(attribute), [
    ' expected an async method, as in "shop.Store", received an attribute; ' +
    'describe it with "params"',
  ]);
  assert.deepEqual(rows(parent, attribute), [
    ' expected an attribute, as in "shop.Store", received an async method; ' +
    'describe it with "attribute"',
  ]);
});

Deno.test("substitutionProblems() uses the examples of the parent for arguments", () => {
  const even = (min: number) =>
    string({ pattern: min === 0 ? /^(?=even)\w+4$/ : /^(?=even)\w+84$/ });
  const wide: MethodShape = { kind: "sync", params: [param("id", even(0))] };
  const narrow: MethodShape = { kind: "sync", params: [param("id", even(1))] };
  assert.deepEqual(rows(narrow, wide), []);
  const known = { ...wide, examples: [{ args: ["even_4"] }, { args: [] }] };
  assert.equal(rows(narrow, known).length, 1);
});
