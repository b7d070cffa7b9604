import assert from "node:assert/strict";
import { z } from "zod";
import type { StandardSchema } from "../mod.ts";
import { toChecker } from "./checker.ts";
import { addProblem, type SchemaProblem } from "./schema_problem.ts";

function explained(schema: StandardSchema, value: unknown): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  toChecker(schema, "a schema").explain(value, ["given"], problems);
  return problems;
}

Deno.test("readIssues() finds what was received in maps, objects and arrays", () => {
  const schema = z.object({ sizes: z.map(z.string(), z.array(z.number())) });
  const value = { sizes: new Map([["a", [1, "x"]]]) };
  assert.deepEqual(explained(schema, value), [
    { path: ["given", "sizes", "a", 1], expected: "number", received: "x" },
  ]);
});

Deno.test("readIssues() reads paths of objects that hold a key", () => {
  const schema: StandardSchema = {
    "~standard": {
      version: 1,
      vendor: "other",
      validate: () => ({ issues: [{ message: "is odd", path: [{ key: "a" }, 0] }] }),
    },
  };
  assert.deepEqual(explained(schema, { a: [7] }), [
    { path: ["given", "a", 0], expected: "a valid value (is odd)", received: 7 },
  ]);
  assert.deepEqual(explained(schema, null).map(({ received }) => received), [undefined]);
});

Deno.test("foreignChecker() asks a schema that takes its time no more than that asks itself", async () => {
  let asked = 0;
  const slow = z.string().refine(async () => await Promise.resolve(++asked > 0));
  const { test } = toChecker(slow, "a schema");
  asked = 0;
  await slow["~standard"].validate("a");
  const alone = asked;
  asked = 0;
  assert.throws(() => test("a"), { name: "AsyncSchemaError" });
  assert.equal(asked, alone);
});

Deno.test("addProblem() counts what is beyond a hundred problems, and what those have counted", () => {
  const problem = { path: [], expected: "string", received: 1 };
  const into: SchemaProblem[] = [];
  for (let count = 0; count < 103; count++) addProblem(into, problem);
  assert.deepEqual([into.length, into[99]!.more, into[98]!.more], [100, 3, undefined]);
  addProblem(into, { ...problem, more: 5 });
  assert.deepEqual([into.length, into[99]!.more], [100, 9]);
});
