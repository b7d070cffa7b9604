import process from "node:process";
import type { Form, Samples } from "./group.ts";

/** How often and how long to measure. */
export interface InterleaveOptions {
  /** Rounds in which every form has a sample. */
  readonly rounds: number;
  /** Milliseconds that one sample takes, about. */
  readonly sampleMs: number;
  /** Resources that one run of a form opens and closes; a sample is the cost of one of them. */
  readonly resources: number;
  /** Counts what has been closed; asked after each sample, as a form that loses some is not fast. */
  readonly closedSoFar?: () => number;
  /** Milliseconds that each form runs beforehand: long enough for the last of the compilers. */
  readonly warmUpMs?: number;
}

/**
 * Measures forms in turns, so that what slows the machine down slows down all of them: every round
 * begins with another form. There is no full collection in between, as it throws away compiled code
 * and what is measured then is the compiler. Samples are nanoseconds.
 */
export async function interleave(
  forms: readonly Form[],
  { rounds, sampleMs, resources, closedSoFar, warmUpMs = 500 }: InterleaveOptions,
): Promise<Samples> {
  const times = new Map<Form, number>();
  for (const form of forms) times.set(form, await calibrate(form, sampleMs, warmUpMs));
  const samples: Record<string, number[]> = {};
  for (const { name } of forms) samples[name] = [];
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < forms.length; turn++) {
      const form = forms[(round + turn) % forms.length]!;
      const runs = times.get(form)!;
      const count = runs * resources;
      const before = closedSoFar?.() ?? 0;
      samples[form.name]!.push(await sampleOf(form, runs) * 1e6 / count);
      const lost = closedSoFar === undefined ? 0 : before + count - closedSoFar();
      if (lost !== 0) throw new Error(`Cannot compare "${form.name}" as it lost ${lost}`);
    }
  }
  return samples;
}

/** Collects garbage, where the process was started with `--v8-flags=--expose-gc`. */
export function collectGarbage(type: "minor" | "major"): void {
  (globalThis as { gc?: (options: { type: string }) => void }).gc?.({ type });
}

/** Warms a form up until it is compiled, and finds how many runs fill a sample. */
async function calibrate(form: Form, sampleMs: number, warmUpMs: number): Promise<number> {
  const warmMs = performance.now() + warmUpMs;
  for (let times = 1;;) {
    const ms = await sampleOf(form, times);
    if (performance.now() >= warmMs && ms >= sampleMs / 2) {
      return Math.max(1, Math.round(times * sampleMs / ms));
    }
    if (ms < sampleMs) times *= 2;
  }
}

/**
 * Milliseconds that some runs take, the collection of what they leave in the nursery included. Of
 * wall time and processor time the lesser: other programs lengthen the one, and threads that help,
 * as those of the collector do, the other.
 */
async function sampleOf(form: Form, times: number): Promise<number> {
  collectGarbage("minor");
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  await form.run(times);
  collectGarbage("minor");
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(wallMs, (user + system) / 1_000);
}
