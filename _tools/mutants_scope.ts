/**
 * Breaks the scope module in as many ways as there are lines in `scope_mutants/` and demands that a
 * test notices each: `deno task mutants:scope [files of tests]`. Prints which test it was.
 *
 * @module
 */
import {
  type Mutant,
  timeUnbroken,
  type TrialOptions,
  tryMutants,
  type Verdict,
} from "./mutants.ts";
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

/** Milliseconds that the tests may take when nothing is broken. */
const LONGEST_MS = 600_000;

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

/** One line for a verdict. */
export function describeVerdict({ mutant, fate, by, seconds }: Verdict): string {
  const took = `${seconds.toFixed(1)} s`.padStart(7);
  const place = mutant.file.replace(/^scope\//, "");
  const lines = [`${fate.padEnd(10)} ${took}  ${place}: ${mutant.breaks}`];
  if (by !== "") lines.push(`${" ".repeat(20)}${by}`);
  return lines.join("\n");
}

if (import.meta.main) {
  const stages = Deno.args.length > 0
    ? [Deno.args]
    : stagesOf(await listFiles(repository, ["_test.ts"]));
  const options: TrialOptions = {
    root: repository,
    stages: stages.map((args) => ({ args, timeoutMs: LONGEST_MS })),
    jobs: 2,
    env: ENV,
    onVerdict: (verdict) => console.log(describeVerdict(verdict)),
  };
  const startMs = performance.now();
  const tookMs = await timeUnbroken(options);
  // Two at a time on a machine that has other work too must not pass for tests that do not end.
  const limited = stages.map((args, index) => {
    return { args, timeoutMs: Math.max(20_000, Math.ceil(tookMs[index]! / 1_000) * 5_000) };
  });
  const verdicts = await tryMutants(SCOPE_MUTANTS, { ...options, stages: limited });
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
  const killed = verdicts.filter(({ fate }) => fate === "killed");
  console.log(`${killed.length} of ${verdicts.length} mutants killed, in ${seconds} s`);
  const others = verdicts.filter(({ fate }) => fate !== "killed");
  for (const verdict of others) console.error(describeVerdict(verdict));
  if (others.length > 0) Deno.exitCode = 1;
}
