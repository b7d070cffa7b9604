import assert from "node:assert/strict";
import type { StandardSchema } from "../mod.ts";
import type { MemberShape } from "./member_shape.ts";
import { substitutionProblems } from "./substitution_problems.ts";
import { type Mutant, MUTANTS } from "./testdata/mutants.ts";

Deno.test("substitutionProblems() finds the break of each mutant but those named", () => {
  const missed = MUTANTS.filter((mutant) => problemsOf(mutant).length === 0);
  assert.deepEqual(missed, MUTANTS.filter(({ missed }) => missed !== undefined));
  assert.equal(MUTANTS.length, 66);
  assert.equal(missed.length, 2);
});

Deno.test("substitutionProblems() gives counterexamples that replay", () => {
  for (const mutant of MUTANTS) {
    for (const { counterexample, where, message } of problemsOf(mutant)) {
      const { value } = counterexample!;
      const parent = accepts(mutant.parent, where, value);
      const child = accepts(mutant.child, where, value);
      assert.notEqual(parent, child, `${mutant.name}: ${message}`);
      if (where !== "attribute") assert.equal(parent, where === "parameter", mutant.name);
    }
  }
});

Deno.test("substitutionProblems() finds nothing in a member and itself", () => {
  for (const { parent, child } of MUTANTS) {
    for (const member of [parent, child]) {
      assert.deepEqual(substitutionProblems(member, again(member), "shop.Store"), []);
    }
  }
});

Deno.test("substitutionProblems() asks validators a few hundred times for a break", () => {
  const counts = MUTANTS.map(({ parent, child }) => {
    let count = 0;
    const counted = (schema: StandardSchema): StandardSchema => ({
      "~standard": {
        ...schema["~standard"],
        validate: (value) => {
          count++;
          return schema["~standard"].validate(value);
        },
      },
    });
    substitutionProblems(changed(parent, counted), changed(child, counted), "shop.Store");
    return count;
  }).sort((a, b) => a - b);
  assert.ok(counts[counts.length >> 1]! <= 100, `median ${counts[counts.length >> 1]}`);
  assert.ok(counts.at(-1)! <= 1000, `most ${counts.at(-1)}`);
});

function problemsOf({ parent, child }: Mutant) {
  return substitutionProblems(parent, child, "shop.Store");
}

/** The same member with schemas that are others, so that they are really asked. */
function again(member: MemberShape): MemberShape {
  return changed(member, (schema) => ({ "~standard": schema["~standard"] }));
}

function changed(
  member: MemberShape,
  change: (schema: StandardSchema) => StandardSchema,
): MemberShape {
  if ("attribute" in member) return { ...member, attribute: change(member.attribute) };
  const params = member.params.map((param) => ({ ...param, schema: change(param.schema) }));
  return { ...member, params, result: member.result && change(member.result) };
}

function accepts(member: MemberShape, where: string, value: unknown): boolean {
  const schema = "attribute" in member
    ? member.attribute
    : where === "parameter"
    ? member.params[0]!.schema
    : member.result!;
  const result = schema["~standard"].validate(value);
  assert.ok(!("then" in result));
  return result.issues === undefined;
}
