import assert from "node:assert/strict";
import { join } from "node:path";
import { applyMutant } from "./mutants.ts";
import { describeVerdict, SCOPE_MUTANTS, stagesOf } from "./mutants_scope.ts";
import { repository } from "./source_files.ts";

Deno.test("SCOPE_MUTANTS fits the present source, each once and each another", async () => {
  const broken = new Set<string>();
  for (const mutant of SCOPE_MUTANTS) {
    const source = await Deno.readTextFile(join(repository, mutant.file));
    broken.add(`${mutant.file}\n${applyMutant(source, mutant)}`);
    assert.notEqual(applyMutant(source, mutant), source, mutant.breaks);
  }
  assert.equal(broken.size, SCOPE_MUTANTS.length);
});

Deno.test("stagesOf() puts the tests of the scope itself first, then its schedules", () => {
  const files = [
    "lazy/seq_test.ts",
    "scope/engine/watch_test.ts",
    "scope/pool/lease_test.ts",
    "scope/pool/pool_property_test.ts",
    "scope/resource_types_test.ts",
    "scope/scope_property_test.ts",
    "scope/scope_test.ts",
  ];
  assert.deepEqual(stagesOf(files), [
    ["scope/engine/watch_test.ts", "scope/scope_test.ts"],
    ["scope/scope_property_test.ts"],
    ["scope/pool/lease_test.ts", "scope/pool/pool_property_test.ts"],
  ]);
});

Deno.test("describeVerdict() says what was broken and who noticed", () => {
  const mutant = { file: "scope/engine/chain.ts", from: "", to: "", breaks: "the order" };
  assert.equal(
    describeVerdict({ mutant, fate: "killed", by: "Chain adds", seconds: 1.25 }),
    `killed       1.3 s  engine/chain.ts: the order\n${" ".repeat(20)}Chain adds`,
  );
  assert.equal(
    describeVerdict({ mutant, fate: "survived", by: "", seconds: 20 }),
    "survived    20.0 s  engine/chain.ts: the order",
  );
});
