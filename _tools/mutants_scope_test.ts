import assert from "node:assert/strict";
import { assertFitting } from "./mutants.ts";
import { SCOPE_MUTANTS, stagesOf } from "./mutants_scope.ts";
import { repository } from "./source_files.ts";

Deno.test("SCOPE_MUTANTS fits the present source, each once and each another", async () => {
  await assertFitting(repository, SCOPE_MUTANTS);
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
