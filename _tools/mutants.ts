/**
 * Breaks the source on purpose, one place at a time, and looks whether a test notices: each mutant is
 * put into a copy of the repository, outside of it, and the tests run there until one fails.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { listFiles } from "./source_files.ts";

/** One place to break. */
export interface Mutant {
  /** Path of the file. */
  readonly file: string;
  /** What stands there now, exactly once. */
  readonly from: string;
  /** What is to stand there. */
  readonly to: string;
  /** What that breaks. */
  readonly breaks: string;
}

/** What became of a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** `"killed"` by a test, `"survived"` all of them, or does not even load: it is `"no program"`. */
  readonly fate: "killed" | "survived" | "no program";
  /** The first test that failed. */
  readonly by: string;
  readonly seconds: number;
}

/** Some of the tests. */
export interface Stage {
  /** Arguments of `deno test`. */
  readonly args: readonly string[];
  /** Milliseconds after which tests that have not ended count as failed. */
  readonly timeoutMs: number;
}

/** How to try mutants. */
export interface TrialOptions {
  /** Folder of the repository. */
  readonly root: string;
  /** The quickest first; a mutant that passes one comes to the next. */
  readonly stages: readonly Stage[];
  /** Puts the stages into another order for a mutant. @default {the same for all} */
  readonly order?: ((mutant: Mutant, stages: readonly Stage[]) => readonly Stage[]) | undefined;
  /** How many at the same time. */
  readonly jobs: number;
  readonly env: Readonly<Record<string, string>>;
  /** Hears of every verdict. */
  readonly onVerdict: (verdict: Verdict) => void;
}

/**
 * Breaks a source.
 *
 * @throws {Error} If what is to be replaced does not stand there exactly once.
 */
export function applyMutant(source: string, { file, from, to }: Mutant): string {
  const count = source.split(from).length - 1;
  if (count !== 1) throw new Error(`${file} has ${count} times, not once:\n${from}`);
  return source.replace(from, () => to);
}

/**
 * Makes sure that a table of mutants fits the present source.
 *
 * @throws {Error} If what is to be replaced does not stand there exactly once, or if two mutants, or
 * a mutant and the source, are the same.
 */
export async function assertFitting(root: string, mutants: readonly Mutant[]): Promise<void> {
  const broken = new Map<string, string>();
  for (const mutant of mutants) {
    const source = await Deno.readTextFile(join(root, mutant.file));
    const result = applyMutant(source, mutant);
    const key = `${mutant.file}\n${result}`;
    const same = result === source ? "the source" : broken.get(key);
    if (same !== undefined) throw new Error(`"${mutant.breaks}" is the same as ${same}`);
    broken.set(key, `"${mutant.breaks}"`);
  }
}

/** Tries mutants; the verdicts come in the order of the mutants. */
export async function tryMutants(
  mutants: readonly Mutant[],
  options: TrialOptions,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const waiting = [...mutants.entries()];
  async function work(): Promise<void> {
    await using copy = await copyOf(options.root);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, mutant] = next;
      verdicts[index] = await tryMutant(copy.path, mutant, options);
      options.onVerdict(verdicts[index]);
    }
  }
  await Promise.all(Array.from({ length: options.jobs }, work));
  return verdicts;
}

/**
 * Answers how many milliseconds each stage takes when nothing is broken.
 *
 * @throws {Error} If a test fails.
 */
export async function timeUnbroken({ root, stages, env }: TrialOptions): Promise<number[]> {
  await using copy = await copyOf(root);
  const tookMs: number[] = [];
  for (const stage of stages) {
    const startMs = performance.now();
    const failed = await runTests(copy.path, stage, env);
    tookMs.push(performance.now() - startMs);
    if (failed !== undefined) throw new Error(`Nothing is broken, and this fails: ${failed.by}`);
  }
  return tookMs;
}

async function tryMutant(root: string, mutant: Mutant, options: TrialOptions): Promise<Verdict> {
  const path = join(root, mutant.file);
  const source = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, applyMutant(source, mutant));
  const startMs = performance.now();
  const failed = await runStages(root, mutant, options);
  const seconds = (performance.now() - startMs) / 1_000;
  await Deno.writeTextFile(path, source);
  return { mutant, seconds, fate: failed?.fate ?? "survived", by: failed?.by ?? "" };
}

async function runStages(
  root: string,
  mutant: Mutant,
  { stages, order, env }: TrialOptions,
): Promise<Pick<Verdict, "fate" | "by"> | undefined> {
  for (const stage of order?.(mutant, stages) ?? stages) {
    const failed = await runTests(root, stage, env);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

async function runTests(
  root: string,
  { args, timeoutMs }: Stage,
  env: Readonly<Record<string, string>>,
): Promise<Pick<Verdict, "fate" | "by"> | undefined> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "--allow-all", "--no-check", "--fail-fast", ...args],
    cwd: root,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  const { success, stdout, stderr } = await child.output();
  clearTimeout(timer);
  if (success) return undefined;
  if (isLate) return { fate: "killed", by: `no end within ${timeoutMs / 1_000} s` };
  const decoder = new TextDecoder();
  return readFailure(decoder.decode(stdout) + decoder.decode(stderr));
}

/** Reads from the output of `deno test` what failed first. */
export function readFailure(output: string): Pick<Verdict, "fate" | "by"> {
  const syntax = /^error: (?:SyntaxError|Module not found).*/m.exec(output)?.[0];
  if (syntax !== undefined) return { fate: "no program", by: syntax };
  const test = /^(.+?) \.\.\. FAILED/m.exec(output)?.[1];
  if (test !== undefined) return { fate: "killed", by: test };
  const file = /^Uncaught error from (\S+) FAILED/m.exec(output)?.[1];
  if (file !== undefined) return { fate: "killed", by: `uncaught in ${file}` };
  return { fate: "no program", by: output.trim().split("\n").at(-1)! };
}

async function copyOf(root: string): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "weir_mutants_" }));
  for (const file of await listFiles(root, [""])) {
    await Deno.mkdir(join(path, dirname(file)), { recursive: true });
    await Deno.copyFile(join(root, file), join(path, file));
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
