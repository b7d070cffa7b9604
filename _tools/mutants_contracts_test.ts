import assert from "node:assert/strict";
import { assertFitting } from "./mutants.ts";
import { chosen, CONTRACTS_MUTANTS, orderOf, stagesOf } from "./mutants_contracts.ts";
import { repository } from "./source_files.ts";

Deno.test("CONTRACTS_MUTANTS fits the present source, each once and each another", async () => {
  await assertFitting(repository, CONTRACTS_MUTANTS);
});

Deno.test("CONTRACTS_MUTANTS breaks no file whose tests are left out", () => {
  for (const { file } of CONTRACTS_MUTANTS) {
    assert.match(file, /^contracts\/(?!lint)|^testing\/_?contract_/);
  }
});

const FILES = [
  "contracts/base/throw_away_test.ts",
  "contracts/catalogue/style_test.ts",
  "contracts/contract_types_test.ts",
  "contracts/guard_test.ts",
  "contracts/lint/scope_test.ts",
  "contracts/lint_test.ts",
  "contracts/registry/registry_property_test.ts",
  "contracts/registry/registry_speed_test.ts",
  "contracts/registry/registry_test.ts",
  "contracts/registry/version_range_test.ts",
  "scope/scope_test.ts",
  "testing/contract_suite_test.ts",
  "testing/manual_clock_test.ts",
];

Deno.test("stagesOf() puts the tests of a folder together, and those that take long last", () => {
  assert.deepEqual(stagesOf(FILES), [
    ["contracts/guard_test.ts"],
    ["contracts/registry/registry_test.ts", "contracts/registry/version_range_test.ts"],
    ["contracts/catalogue/style_test.ts"],
    ["testing/contract_suite_test.ts"],
    ["contracts/base/throw_away_test.ts", "contracts/registry/registry_property_test.ts"],
  ]);
});

Deno.test("orderOf() puts the tests beside the broken file first, then those of the module", () => {
  const stages = stagesOf(FILES).map((args) => ({ args, timeoutMs: 1 })).toReversed();
  const mutant = { file: "contracts/registry/shelf.ts", from: "", to: "", breaks: "" };
  assert.deepEqual(orderOf(mutant, stages).map(({ args }) => args[0]), [
    "contracts/registry/registry_test.ts",
    "contracts/guard_test.ts",
    "testing/contract_suite_test.ts",
    "contracts/catalogue/style_test.ts",
    "contracts/base/throw_away_test.ts",
  ]);
});

Deno.test("chosen() takes mutants by their path or what they break, and all without words", () => {
  const mutants = ["a.ts", "b.ts"].map((file) => ({
    file,
    from: "",
    to: "",
    breaks: `in ${file}`,
  }));
  assert.deepEqual(chosen(mutants, ["b.ts:"]), [mutants[1]]);
  assert.deepEqual(chosen(mutants, ["in a"]), [mutants[0]]);
  assert.deepEqual(chosen(mutants, []), mutants);
});
