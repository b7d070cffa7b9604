/**
 * Breaks the contracts module in as many ways as there are lines in `contracts_mutants/` and demands
 * that a test notices each: `deno task mutants:contracts [parts of a path or of what is broken]`.
 * Prints which test it was.
 *
 * @module
 */
import { dirname } from "node:path";
import { ANNOUNCING } from "./contracts_mutants/announcing.ts";
import { BOUNDS } from "./contracts_mutants/bounds.ts";
import { CALLING } from "./contracts_mutants/calling.ts";
import { CONFORMING } from "./contracts_mutants/conforming.ts";
import { COVERING } from "./contracts_mutants/covering.ts";
import { CYCLING } from "./contracts_mutants/cycling.ts";
import { DEFINING } from "./contracts_mutants/defining.ts";
import { EXTENDING } from "./contracts_mutants/extending.ts";
import { GENERATING } from "./contracts_mutants/generating.ts";
import { HINTING } from "./contracts_mutants/hinting.ts";
import { HOLDING } from "./contracts_mutants/holding.ts";
import { HOOKING } from "./contracts_mutants/hooking.ts";
import { INHERITING } from "./contracts_mutants/inheriting.ts";
import { INSPECTING } from "./contracts_mutants/inspecting.ts";
import { ITERATING } from "./contracts_mutants/iterating.ts";
import { JOINING } from "./contracts_mutants/joining.ts";
import { JUDGING } from "./contracts_mutants/judging.ts";
import { LOADING } from "./contracts_mutants/loading.ts";
import { NESTING } from "./contracts_mutants/nesting.ts";
import { REGISTERING } from "./contracts_mutants/registering.ts";
import { REPORTING } from "./contracts_mutants/reporting.ts";
import { SCANNING } from "./contracts_mutants/scanning.ts";
import { SEARCHING } from "./contracts_mutants/searching.ts";
import { SPECIFYING } from "./contracts_mutants/specifying.ts";
import { SWITCHING } from "./contracts_mutants/switching.ts";
import { VENDORS } from "./contracts_mutants/vendors.ts";
import { VERIFYING } from "./contracts_mutants/verifying.ts";
import { VERSIONS } from "./contracts_mutants/versions.ts";
import type { Mutant, Stage } from "./mutants.ts";
import { runMutants } from "./run_mutants.ts";
import { isTestFile, listFiles, repository } from "./source_files.ts";

/** What is broken, one after the other. */
export const CONTRACTS_MUTANTS: readonly Mutant[] = [
  ...JUDGING,
  ...JOINING,
  ...COVERING,
  ...INHERITING,
  ...CALLING,
  ...ITERATING,
  ...HOLDING,
  ...INSPECTING,
  ...DEFINING,
  ...VERIFYING,
  ...HOOKING,
  ...SCANNING,
  ...SPECIFYING,
  ...SWITCHING,
  ...GENERATING,
  ...BOUNDS,
  ...NESTING,
  ...CYCLING,
  ...VENDORS,
  ...REGISTERING,
  ...ANNOUNCING,
  ...LOADING,
  ...VERSIONS,
  ...REPORTING,
  ...HINTING,
  ...EXTENDING,
  ...SEARCHING,
  ...CONFORMING,
];

/** Folders whose tests take longest, and are the last to be asked about the code of others. */
const LAST: readonly string[] = [
  "contracts/catalogue",
  "contracts/schemas",
  "contracts/substitution",
  "testing",
];

/** Tests of a folder that take long by themselves: searches, programs, garbage. */
const SLOW = /(?:_property|throw_away\w*|legacy_decorator)_test\.ts$/;

/**
 * Test files of the module, folder by folder, the quickest first. Left out are the lint rules, which
 * share no code with the rest, and what looks at types or at speed.
 */
export function stagesOf(files: readonly string[]): string[][] {
  const tests = files.filter((file) => /^contracts\/|^testing\/contract_/.test(file))
    .filter((file) => isTestFile(file) && !/_(types_test|speed_test|bench)\.ts$/.test(file))
    .filter((file) => !/^contracts\/lint[/_]/.test(file));
  const folders = Map.groupBy(tests.filter((file) => !SLOW.test(file)), (file) => dirname(file));
  const rank = (folder: string) => LAST.indexOf(folder);
  const stages = [...folders].sort(([a], [b]) => rank(a) - rank(b)).map(([, stage]) => stage);
  return [...stages, tests.filter((file) => SLOW.test(file))].filter(({ length }) => length > 0);
}

/** The tests beside the broken file come first, then those of the module as a whole. */
export function orderOf({ file }: Mutant, stages: readonly Stage[]): readonly Stage[] {
  const rank = ({ args: [first = ""] }: Stage) => {
    if (SLOW.test(first)) return 3;
    const folder = dirname(first);
    return folder === dirname(file) ? 0 : folder === "contracts" ? 1 : 2;
  };
  return stages.toSorted((a, b) => rank(a) - rank(b));
}

/** The mutants of which the path or the damage has one of some words; all if there are none. */
export function chosen(mutants: readonly Mutant[], words: readonly string[]): Mutant[] {
  return mutants.filter(({ file, breaks }) => {
    return words.length === 0 || words.some((word) => `${file}: ${breaks}`.includes(word));
  });
}

if (import.meta.main) {
  const stages = stagesOf(await listFiles(repository, ["_test.ts"]));
  await runMutants(chosen(CONTRACTS_MUTANTS, Deno.args), { stages, order: orderOf });
}
