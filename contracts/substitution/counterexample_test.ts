import assert from "node:assert/strict";
import * as v from "valibot";
import * as z from "zod";
import {
  array,
  integer,
  number,
  object,
  predicate,
  type StandardSchema,
  string,
  unknown,
} from "../mod.ts";
import { findCounterexample } from "./counterexample.ts";

Deno.test("findCounterexample() says where the value is refused and what is asked for there", () => {
  const order = z.object({ id: z.string(), lines: z.array(z.object({ count: z.number() })) });
  const narrow = object({ id: string(), lines: array(object({ count: integer() })) });
  assert.deepEqual(findCounterexample(order, narrow), {
    value: { id: "a", lines: [{ count: 0.5 }] },
    path: ["lines", 0, "count"],
    expected: "integer",
    received: 0.5,
  });
});

Deno.test("findCounterexample() asks nothing when both schemas are the same", () => {
  let calls = 0;
  const schema = refusing(() => assert.fail(`asked ${++calls} times`));
  assert.equal(findCounterexample(schema, schema), undefined);
  assert.equal(calls, 0);
});

Deno.test("findCounterexample() passes over values for which a validator throws", () => {
  const shouting = predicate((value) => (value as string).toUpperCase() === value, "upper case");
  const found = findCounterexample(string(), shouting);
  assert.equal(found?.value, "a");
  assert.equal(findCounterexample(shouting, string()), undefined);
  assert.equal(findCounterexample(unknown(), refusing(() => assert.fail())), undefined);
});

Deno.test("findCounterexample() leaves a validator alone after its first promise", () => {
  let calls = 0;
  const slow = z.number().refine(() => (calls++, Promise.resolve(false)));
  assert.equal(findCounterexample(z.number(), slow), undefined);
  assert.equal(findCounterexample(slow, z.string()), undefined);
  // Two of the calls compare the quick test of zod with its Standard Schema.
  assert.ok(calls <= 10, `${calls} calls`);
});

Deno.test("findCounterexample() gives up on a validator that does not answer", () => {
  let calls = 0;
  const waiting: StandardSchema = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => (calls++, Promise.resolve({ value })),
    },
  };
  assert.equal(findCounterexample(waiting, string()), undefined);
  assert.equal(calls, 1);
  const throwing = refusing(() => assert.fail(`asked ${++calls} times`));
  assert.equal(findCounterexample(throwing, string()), undefined);
  assert.equal(calls, 101);
});

Deno.test("findCounterexample() starts from examples where no value is known otherwise", () => {
  const isbn = predicate((value) => /^97[89]\d{10}$/.test(String(value)), "an ISBN");
  const wide = object({ book: isbn, count: number() });
  const narrow = object({ book: isbn, count: number({ min: 1 }) });
  assert.equal(findCounterexample(wide, narrow), undefined);
  const examples = [{ book: "9783161484100", count: 7, note: "sold" }];
  assert.deepEqual(findCounterexample(wide, narrow, { examples })?.value, {
    book: "9783161484100",
    count: 0,
  });
});

Deno.test("findCounterexample() does not run getters of examples", () => {
  const example = Object.defineProperty({}, "id", {
    enumerable: true,
    get: () => assert.fail("read"),
  });
  const blind = predicate((value) => typeof value === "object", "an object");
  const examples = [example, { inner: example }, [example]];
  assert.equal(findCounterexample(blind, unknown(), { examples }), undefined);
});

Deno.test("findCounterexample() does not count a property that only one schema names", () => {
  const wider = z.object({ id: z.string(), note: z.string().optional() });
  assert.equal(findCounterexample(z.object({ id: z.string() }), wider), undefined);
  assert.notEqual(findCounterexample(z.object({ id: z.string() }), wider.strict()), undefined);
});

Deno.test("findCounterexample() does not believe a validator that changes its mind", () => {
  let turn = 0;
  const moody = predicate(() => turn++ % 2 === 0, "what it wants");
  assert.equal(findCounterexample(number(), moody), undefined);
});

Deno.test("findCounterexample() tries no more values than its limit", () => {
  let calls = 0;
  const parent = v.looseObject({ a: v.string(), b: v.string(), c: v.string() });
  const child = z.looseObject({ a: z.string(), b: z.string(), c: z.string() });
  const counted: StandardSchema = {
    "~standard": {
      ...child["~standard"],
      validate: (value) => (calls++, child["~standard"].validate(value)),
    },
  };
  assert.equal(findCounterexample(parent, counted, { limit: 20 }), undefined);
  assert.ok(calls <= 30, `${calls} calls`);
});

function refusing(validate: () => never): StandardSchema {
  return { "~standard": { version: 1, vendor: "test", validate } };
}
