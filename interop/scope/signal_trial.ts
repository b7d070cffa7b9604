import { join } from "node:path";
import process from "node:process";
import { type LedgerRecord, type Phase, readLedger } from "./ledger.ts";

/** What is to happen to one program. */
export interface TrialPlan {
  /** Decides what the program does. */
  readonly seed: number;
  /** Milliseconds from its start to the signal; it is not sent when the program has ended. */
  readonly afterMs: number;
  /** Milliseconds from the first signal to a second one, if there is to be one. */
  readonly secondAfterMs?: number;
}

/** What became of one program. */
export interface Trial {
  /** How far it had come when the first signal was sent; `undefined` if it had ended before. */
  readonly phase: Phase | undefined;
  /** Whether a second signal was sent. */
  readonly isCutShort: boolean;
  /** Its exit code, or the signal that it died of. */
  readonly end: number | Deno.Signal;
  /** Milliseconds from the first signal to its end. */
  readonly stopMs: number;
  /** How much it had acquired. */
  readonly acquired: number;
  /** What it has left behind, and what else is wrong. */
  readonly problems: readonly string[];
}

/** Milliseconds that a program has from the first signal to its end. */
export const GRACE_MS = 5_000;

/** Starts the program, signals it, waits for its end and looks what it has left behind. */
export async function signalTrial(plan: TrialPlan): Promise<Trial> {
  const folder = await Deno.makeTempDir({ prefix: "weir_signal_" });
  try {
    await Deno.mkdir(join(folder, "locks"));
    return await runTrial(plan, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runTrial(plan: TrialPlan, folder: string): Promise<Trial> {
  const path = join(folder, "ledger");
  await using child = startChild(folder, plan.seed);
  const stderr = child.stderr.text();
  let hasEnded = false;
  const ended = child.status.then((status) => {
    hasEnded = true;
    return status;
  });
  const endsIn = async (ms: number) => {
    using timer = new Timeout(ms);
    await Promise.race([ended, timer.elapsed]);
    return hasEnded;
  };
  let phase: Phase | undefined;
  let isCutShort = false;
  if (!await endsIn(plan.afterMs)) {
    phase = (await readLedger(path)).phase;
    phase = send(child) ? phase : undefined;
  }
  const signalledMs = performance.now();
  if (phase !== undefined && plan.secondAfterMs !== undefined) {
    isCutShort = !await endsIn(plan.secondAfterMs) && send(child);
  }
  const { code, signal } = await ended;
  const stopMs = performance.now() - signalledMs;
  const record = await readLedger(path);
  const trial = {
    phase,
    isCutShort,
    end: signal ?? code,
    stopMs,
    acquired: record.acquired.length,
  };
  const problems = isCutShort
    ? endProblems(trial)
    : [...endProblems(trial), ...await leftBehind(folder, record)];
  for (const pid of pidsOf(record).filter(isAlive)) process.kill(pid, "SIGKILL");
  const said = await stderr;
  if (said !== "") problems.push(`it said: ${said}`);
  return { ...trial, problems };
}

function startChild(folder: string, seed: number): Deno.ChildProcess & { stderr: Readable } {
  const program = new URL("./signal_child.ts", import.meta.url).href;
  const options = JSON.stringify({ folder, seed, graceMs: GRACE_MS });
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--no-check", program, options],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn() as Deno.ChildProcess & { stderr: Readable };
}

type Readable = Deno.ChildProcess["stderr"];

function send(child: Deno.ChildProcess): boolean {
  try {
    child.kill("SIGTERM");
    return true;
  } catch {
    return false; // it has ended
  }
}

/** What is wrong with how it ended. */
function endProblems({ phase, isCutShort, end, stopMs, acquired }: Omit<Trial, "problems">) {
  const problems: string[] = [];
  const allowed: readonly Trial["end"][] = phase === undefined ? [0] : [143, 0, "SIGTERM"];
  if (!allowed.includes(end)) problems.push(`it ended with ${end}`);
  if (isCutShort && end === 0) problems.push("a second signal did not cut it short");
  // Between the last release and the end of the process nobody handles signals any more.
  const isUnheeded = end === "SIGTERM" && acquired > 0;
  if (isUnheeded && phase !== "closing" && phase !== "ended" && !isCutShort) {
    problems.push(`it died of the signal while ${phase}`);
  }
  if (stopMs > GRACE_MS + 1_000) problems.push(`it took ${Math.round(stopMs)} ms to stop`);
  return problems;
}

/** What it has acquired and not released, released twice or in the wrong order. */
async function leftBehind(folder: string, record: LedgerRecord): Promise<string[]> {
  const problems: string[] = [];
  const { acquired, released } = record;
  for (const { id, scope, what } of acquired) {
    const times = released.filter((other) => other === id).length;
    if (times !== 1) problems.push(`${what} of ${scope} was released ${times} times`);
  }
  const scopeOf = new Map(acquired.map(({ id, scope }) => [id, scope]));
  const isChild = released.map((id) => scopeOf.get(id) !== "app");
  if (isChild.includes(false) && isChild.lastIndexOf(true) > isChild.indexOf(false)) {
    problems.push("a child was released after its parent");
  }
  const own = released.filter((id) => scopeOf.get(id) === "app");
  if (own.some((id, index) => index > 0 && id > own[index - 1]!)) {
    problems.push(`the order of release was ${own.join(", ")}`);
  }
  for await (const { name } of Deno.readDir(join(folder, "locks"))) {
    problems.push(`lock file ${name} is there`);
  }
  for (const pid of pidsOf(record)) if (isAlive(pid)) problems.push(`process ${pid} is an orphan`);
  return problems;
}

function pidsOf({ acquired }: LedgerRecord): number[] {
  return acquired.filter(({ what }) => what.startsWith("pid ")).map(({ what }) =>
    Number(what.slice(4))
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A timer that is cleared at the end of a block. */
class Timeout implements Disposable {
  readonly elapsed: Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.elapsed = new Promise((resolve) => this.#timer = setTimeout(resolve, ms));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
