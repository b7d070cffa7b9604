/**
 * Breaks the scope module in as many ways as there are lines in `scope_mutants/` and demands that a
 * test notices each: `deno task mutants:scope [files of tests]`. Prints which test it was.
 *
 * @module
 */
import type { Mutant } from "./mutants.ts";
import { runMutants } from "./run_mutants.ts";
import { ACQUIRING } from "./scope_mutants/acquiring.ts";
import { CLOSING } from "./scope_mutants/closing.ts";
import { HOLDING } from "./scope_mutants/holding.ts";
import { LIMITS } from "./scope_mutants/limits.ts";
import { OUTCOMES } from "./scope_mutants/outcomes.ts";
import { RELEASING } from "./scope_mutants/releasing.ts";
import { STOPPING } from "./scope_mutants/stopping.ts";
import { isTestFile, listFiles, repository } from "./source_files.ts";

/** What is broken, one after the other. */
export const SCOPE_MUTANTS: readonly Mutant[] = [
  ...CLOSING,
  ...LIMITS,
  ...OUTCOMES,
  ...ACQUIRING,
  ...STOPPING,
  ...RELEASING,
  ...HOLDING,
];

/** Fewer schedules than the default run tries, and always the same. */
const ENV: Readonly<Record<string, string>> = { SCHEDULES: "5000", SCHEDULE_SEED: "1" };

/** Test files of the module: first those of the scope itself, then its schedules, then the rest. */
export function stagesOf(files: readonly string[]): string[][] {
  const tests = files.filter((file) => file.startsWith("scope/") && isTestFile(file))
    .filter((file) => !/_(types_test|bench)\.ts$/.test(file));
  const isOwn = (file: string) => /^scope\/(engine\/|shutdown\/)?[^/]+$/.test(file);
  const isSearch = (file: string) => isOwn(file) && file.endsWith("_property_test.ts");
  return [
    tests.filter((file) => isOwn(file) && !isSearch(file)),
    tests.filter(isSearch),
    tests.filter((file) => !isOwn(file)),
  ];
}

if (import.meta.main) {
  const stages = Deno.args.length > 0
    ? [Deno.args]
    : stagesOf(await listFiles(repository, ["_test.ts"]));
  await runMutants(SCOPE_MUTANTS, { stages, env: ENV });
}
