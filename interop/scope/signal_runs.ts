/**
 * A program that holds files, timers, a process, a server with an open response, a worker and nested
 * scopes is sent SIGTERM at random instants, from before its first line to after its last, and some
 * times a second one. Everything that it has acquired must be released, in order, within its grace.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { Phase } from "./ledger.ts";
import { randomOf } from "./run_plan.ts";
import { GRACE_MS, signalTrial, type Trial, type TrialPlan } from "./signal_trial.ts";

/** Options of {@linkcode signalRuns}. */
export interface SignalRunsOptions {
  /** How many programs are to be signalled. */
  readonly signals: number;
  /** How many at a time. */
  readonly parallel: number;
  /** Decides when each is signalled, and what it does. */
  readonly seed: number;
  /** Is told how many are done. */
  readonly onProgress?: (done: number) => void;
}

/** Signals the programs and says what came of each. */
export async function signalRuns(options: SignalRunsOptions): Promise<readonly Trial[]> {
  const { signals, parallel, seed } = options;
  const random = randomOf(seed);
  await measureLife(parallel); // the first ones fill caches
  const lifeMs = await measureLife(parallel);
  let nextSeed = seed * 10_000;
  const plan = (): TrialPlan => ({
    seed: nextSeed++,
    // Some programs take longer than others.
    afterMs: random() * lifeMs * 1.3,
    ...(random() < 0.15 ? { secondAfterMs: random() * 60 } : {}),
  });
  const trials: Trial[] = [];
  let left = signals;
  const worker = async () => {
    while (left > 0) {
      left--;
      const trial = await signalTrial(plan());
      // One that had ended before its signal is another's turn.
      if (trial.phase === undefined) left++;
      trials.push(trial);
      options.onProgress?.(signals - left);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return trials;
}

/** Milliseconds that a program lives if nobody signals it, on average over as many at a time. */
async function measureLife(parallel: number): Promise<number> {
  const lives = Array.from({ length: parallel }, async (_, seed) => {
    const startedMs = performance.now();
    const { end, problems } = await signalTrial({ seed, afterMs: 60_000 });
    if (end !== 0 || problems.length > 0) {
      throw new Error(`The program fails unsignalled: ${end}; ${problems.join("; ")}`);
    }
    return performance.now() - startedMs;
  });
  return (await Promise.all(lives)).reduce((sum, ms) => sum + ms, 0) / parallel;
}

const PHASES: Record<Phase, string> = {
  before: "before it handled signals",
  starting: "while it started",
  running: "while it ran",
  closing: "while it closed",
  ended: "after it had closed",
};

/** A table of the trials by the moment of the signal, and of what was wrong. */
export function signalTable(trials: readonly Trial[]): string[] {
  const lines = [row("The signal came", "programs", "exit 143", "exit 0", "SIGTERM", "left over")];
  const single = trials.filter(({ isCutShort }) => !isCutShort);
  for (const [phase, name] of Object.entries(PHASES)) {
    lines.push(summary(name, single.filter((trial) => trial.phase === phase)));
  }
  lines.push(
    summary("never, as it had ended", single.filter(({ phase }) => phase === undefined)),
    summary("twice", trials.filter(({ isCutShort }) => isCutShort)),
    summary("all", trials),
    "",
  );
  const stops = single.filter(({ phase }) => phase !== undefined).map(({ stopMs }) => stopMs)
    .sort((a, b) => a - b);
  const at = (share: number) => Math.round(stops[Math.floor(share * (stops.length - 1))] ?? 0);
  const acquired = trials.reduce((sum, trial) => sum + trial.acquired, 0);
  lines.push(
    `${acquired.toLocaleString("en")} things were acquired in all`,
    `from one signal to the end: median ${at(0.5)} ms, longest ${at(1)} ms, grace ${GRACE_MS} ms`,
  );
  return lines;
}

function summary(name: string, trials: readonly Trial[]): string {
  const ended = (end: Trial["end"]) => trials.filter((trial) => trial.end === end).length;
  const bad = trials.filter(({ problems }) => problems.length > 0).length;
  return row(`  ${name}`, trials.length, ended(143), ended(0), ended("SIGTERM"), bad);
}

function row(name: string, ...cells: (string | number)[]): string {
  return name.padEnd(30) + cells.map((cell) => String(cell).padStart(10)).join("");
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      signals: { type: "string", default: "200" },
      parallel: { type: "string", default: "3" },
      seed: { type: "string", default: "1" },
    },
  });
  const signals = Number(values.signals);
  const parallel = Number(values.parallel);
  const seed = Number(values.seed);
  const startedMs = performance.now();
  const seconds = () => Math.round((performance.now() - startedMs) / 1_000);
  const onProgress = (done: number) => {
    if (done % 20 === 0) console.error(`${done} of ${signals} signals, ${seconds()} s`);
  };
  const trials = await signalRuns({ signals, parallel, seed, onProgress });
  console.log(
    `\n${signals} programs signalled, ${parallel} at a time, seed ${seed}, ${seconds()} s\n`,
  );
  console.log(signalTable(trials).join("\n"));
  const bad = trials.filter(({ problems }) => problems.length > 0);
  for (const { phase, problems } of bad) console.log(`Wrong (${phase}): ${problems.join("; ")}`);
  if (bad.length === 0) console.log("\nEverything was released.");
  return bad.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exitCode = await main();
