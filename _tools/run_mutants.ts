import {
  type Mutant,
  type Stage,
  timeUnbroken,
  type TrialOptions,
  tryMutants,
  type Verdict,
} from "./mutants.ts";
import { repository } from "./source_files.ts";

/** Milliseconds that the tests may take when nothing is broken. */
const LONGEST_MS = 600_000;

/** What the mutants of a module are tried with. */
export interface MutantRun extends Pick<TrialOptions, "order"> {
  /** Arguments of `deno test`, one list after the other. */
  readonly stages: readonly (readonly string[])[];
  /** Variables for the tests. @default {{}} */
  readonly env?: Readonly<Record<string, string>>;
}

/** Tries the mutants of a module of this repository, prints their fates, and fails if one is left. */
export async function runMutants(
  mutants: readonly Mutant[],
  { stages, env = {}, order }: MutantRun,
): Promise<void> {
  const options: TrialOptions = {
    root: repository,
    stages: stages.map((args) => ({ args, timeoutMs: LONGEST_MS })),
    order,
    jobs: 2,
    env,
    onVerdict: (verdict) => console.log(describeVerdict(verdict)),
  };
  const startMs = performance.now();
  const tookMs = await timeUnbroken(options);
  // Two at a time on a machine that has other work too must not pass for tests that do not end.
  const limited = stages.map((args, index): Stage => {
    return { args, timeoutMs: Math.max(60_000, Math.ceil(tookMs[index]! / 1_000) * 10_000) };
  });
  const verdicts = await tryMutants(mutants, { ...options, stages: limited });
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
  const others = verdicts.filter(({ fate }) => fate !== "killed");
  const killed = verdicts.length - others.length;
  console.log(`${killed} of ${verdicts.length} mutants killed, in ${seconds} s`);
  for (const verdict of others) console.error(describeVerdict(verdict));
  if (others.length > 0) Deno.exitCode = 1;
}

/** One line for a verdict, and one for the test that noticed. */
export function describeVerdict({ mutant, fate, by, seconds }: Verdict): string {
  const took = `${seconds.toFixed(1)} s`.padStart(7);
  const lines = [`${fate.padEnd(10)} ${took}  ${mutant.file}: ${mutant.breaks}`];
  if (by !== "") lines.push(`${" ".repeat(20)}${by}`);
  return lines.join("\n");
}
