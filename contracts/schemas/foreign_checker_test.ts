import assert from "node:assert/strict";
import { type } from "arktype";
import { z } from "zod";
import { array, nullable, object, type Schema } from "../mod.ts";
import { AsyncSchemaError } from "./async_schema_error.ts";
import { toChecker } from "./checker.ts";
import type { StandardSchema } from "./standard_schema.ts";

const accepted = (value: unknown) => ({ value });
const refused = { issues: [{ message: "no" }] };

function foreign(
  validate: (value: unknown) => unknown,
  vendor: string = "other",
  more: object = {},
): StandardSchema<unknown> {
  return { ...more, "~standard": { version: 1, vendor, validate } } as never;
}

Deno.test("toChecker() asks the quick method of a vendor first", () => {
  let asked = 0;
  const isText = (value: unknown) => typeof value === "string";
  const { test } = toChecker(
    foreign(
      (value) => {
        asked++;
        return isText(value) ? accepted(value) : refused;
      },
      "arktype",
      { allows: isText },
    ),
    "",
  );
  asked = 0;
  assert.ok(test("a"));
  assert.equal(asked, 0);
  assert.ok(!test(1));
  assert.equal(asked, 1);
});

Deno.test("toChecker() drops a quick method that contradicts the schema", () => {
  const liars = [() => true, () => "yes", (value: unknown) => value === undefined];
  for (const allows of liars) {
    const lying = foreign(() => refused, "arktype", { allows });
    assert.ok(!toChecker(lying, "").test(undefined));
  }
  const _zod = { run: () => ({ issues: [] }) };
  assert.ok(!toChecker(foreign(() => refused, "zod", { _zod }), "").test(undefined));
  assert.ok(!toChecker(foreign(() => refused, "zod"), "").test(undefined));
  // What is refused by mistake is asked again.
  const shy = foreign(accepted, "arktype", { allows: () => false });
  assert.ok(toChecker(shy, "").test(undefined));
});

Deno.test("toChecker() trusts no quick method in front of a transformation", () => {
  const short = type("string").pipe((text) => text.length).to("number<9");
  assert.ok(toChecker(short, "").test("short") && !toChecker(short, "").test("quite a long text"));
});

Deno.test("toChecker() lets what a vendor throws pass unchanged", () => {
  const boom = new Error("boom");
  const fail = () => {
    throw boom;
  };
  const throws = (run: () => unknown) => assert.throws(run, (error) => error === boom);
  for (const schema of [foreign(fail), z.string().refine(fail)]) {
    const { test } = toChecker(schema, "");
    throws(() => test("a"));
    throws(() => array(schema as never).is(["a"]));
  }
  throws(() => toChecker(foreign(fail), "").explain("a", [], []));
});

const slowText = () =>
  foreign((value) => Promise.resolve(typeof value === "string" ? accepted(`${value}!`) : refused));

Deno.test("toChecker() names the vendor whose schema answers with a promise", () => {
  const message =
    /^Cannot check a value as the schema of vendor "(other|zod)" answers with a promise/;
  for (const schema of [slowText(), z.string().refine(() => Promise.resolve(true))]) {
    const { test, explain, parse } = toChecker(schema, "");
    const calls = [() => test("a"), () => explain("a", [], []), () => parse!("a")];
    for (const call of calls) assert.throws(call, { name: "AsyncSchemaError", message });
    const nested: readonly (readonly [Schema<unknown>, unknown])[] = [
      [array(schema), ["a"]],
      [object({ a: schema }), { a: "a" }],
      [nullable(schema), "a"],
    ];
    for (const [outer, value] of nested) assert.throws(() => outer.is(value), AsyncSchemaError);
  }
});

Deno.test("Checker.parseAsync() waits for a schema that answers with a promise", async () => {
  const { parseAsync } = toChecker(slowText(), "");
  assert.deepEqual(await parseAsync!("a"), { value: "a!" });
  assert.deepEqual(await parseAsync!(1, ["name"]), {
    problems: [{ path: ["name"], expected: "a valid value (no)", received: 1 }],
  });
  const unique = z.string().refine((text) => Promise.resolve(text !== "taken"), "taken");
  const found = await toChecker(unique, "").parseAsync!("taken");
  assert.equal(found.problems?.length, 1);
  const boom = new Error("boom");
  await assert.rejects(
    toChecker(foreign(() => Promise.reject(boom)), "").parseAsync!(1),
    (error) => error === boom,
  );
});

Deno.test("toChecker() keeps a hundred issues and counts the rest", () => {
  const issues = Array.from({ length: 150 }, (_, index) => ({ message: "no", path: [index] }));
  const parsed = toChecker(foreign(() => ({ issues })), "").parse!([]);
  assert.equal(parsed.problems?.length, 100);
  assert.equal(parsed.problems?.at(-1)?.more, 50);
});
