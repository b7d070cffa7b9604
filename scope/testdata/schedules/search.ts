import fc from "fast-check";
import { type RunOptions, runSchedules } from "./run_schedules.ts";
import { randomSchedule, type Schedule, STEP_BYTES } from "./schedule.ts";
import { Tally } from "./tally.ts";

/** Schedules that run side by side: more share a turn of the event loop, fewer fit into the cache. */
const SIDE_BY_SIDE = 16;

/** Which schedules to try. */
export interface Search extends Pick<RunOptions, "promise"> {
  /** Every seed has schedules of its own. */
  readonly seed: number;
  /** Number of the first one. @default {0} */
  readonly first?: number;
  readonly count: number;
  /** Is called from time to time with how many were tried. */
  readonly onProgress?: (tried: number) => void;
}

/** A schedule in which a promise was broken. */
export interface Finding {
  readonly seed: number;
  readonly number: number;
  readonly schedule: Schedule;
  readonly broken: string;
}

/** Tries schedules until one breaks a promise; answers which, and what came up in all of them. */
export async function searchSchedules(
  { seed, first = 0, count, onProgress, promise }: Search,
): Promise<{ finding: Finding | undefined; tally: Tally }> {
  const tally = new Tally();
  const options = promise === undefined ? {} : { promise };
  for (let tried = 0; tried < count; tried += SIDE_BY_SIDE) {
    const schedules: Schedule[] = [];
    for (let index = tried; index < Math.min(count, tried + SIDE_BY_SIDE); index++) {
      schedules.push(randomSchedule(seed, first + index));
    }
    const broken = await tryAll(schedules, options, tally);
    const at = broken.findIndex((one) => one !== undefined);
    if (at !== -1) {
      const number = first + tried + at;
      return { finding: { seed, number, schedule: schedules[at]!, broken: broken[at]! }, tally };
    }
    onProgress?.(tried + schedules.length);
  }
  return { finding: undefined, tally };
}

/** What each schedule broke; an error that nobody is handed is one more thing to break. */
async function tryAll(
  schedules: readonly Schedule[],
  options: RunOptions,
  tally?: Tally,
): Promise<(string | undefined)[]> {
  const stray: unknown[] = [];
  const hear = (event: PromiseRejectionEvent | ErrorEvent) => {
    event.preventDefault();
    stray.push("reason" in event ? event.reason : event.error);
  };
  const { stackTraceLimit } = Error;
  addEventListener("unhandledrejection", hear);
  addEventListener("error", hear);
  Error.stackTraceLimit = 0; // Schedules make many errors, and nobody reads where.
  try {
    const worlds = await runSchedules(schedules, options);
    for (const world of worlds) tally?.add(world);
    const broken = worlds.map((world) => world.broken);
    if (stray.length === 0) return broken;
    if (schedules.length === 1) return [broken[0] ?? `nobody is handed an error: ${stray[0]}`];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    removeEventListener("unhandledrejection", hear);
    removeEventListener("error", hear);
  }
  const alone: (string | undefined)[] = [];
  for (const schedule of schedules) alone.push(...await tryAll([schedule], options));
  return alone;
}

const byte = fc.nat(255);
const step = fc.array(byte, { minLength: STEP_BYTES, maxLength: STEP_BYTES });

/** Finds a smaller schedule that breaks the same promise, and writes down its story. */
export async function describeFinding(
  { seed, number, schedule, broken }: Finding,
  promise?: RunOptions["promise"],
): Promise<string> {
  const options = promise === undefined ? {} : { promise };
  const groups: number[][] = [];
  for (let at = 0; at < schedule.length; at += STEP_BYTES) {
    groups.push([...schedule.subarray(at, at + STEP_BYTES)]);
  }
  const [setting, ...steps] = groups as [number[], ...number[][]];
  const isOther = async (setting: number[], steps: number[][]) => {
    const [again] = await tryAll([Uint8Array.from([setting, ...steps].flat())], options);
    return again === undefined || withoutNames(again) !== withoutNames(broken);
  };
  const { counterexample } = await fc.check(
    fc.asyncProperty(step, fc.array(step), isOther),
    { examples: [[setting, steps]], numRuns: 1 },
  );
  const [head, tail] = counterexample as [number[], number[][]] | null ?? [setting, steps];
  const small = Uint8Array.from([head, ...tail].flat());
  const story: string[] = [];
  const tell = (line: string) => void story.push(line);
  const [world] = await runSchedules([small], { ...options, tell });
  return [
    `Broken by schedule ${number} of seed ${seed}: ${broken}`,
    ...(counterexample === null ? ["It holds when the schedule runs alone:"] : []),
    ...story,
    `so that ${world!.broken ?? "nothing is broken"}`,
    `again: deno task soak:schedules 1 --seed=${seed} --first=${number}`,
  ].join("\n");
}

function withoutNames(broken: string): string {
  return broken.replace(/\d+/g, "");
}
