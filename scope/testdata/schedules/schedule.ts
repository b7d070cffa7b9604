import { randomBytes } from "./random_bytes.ts";

/**
 * A schedule is a row of bytes: the first {@linkcode STEP_BYTES} say how its scopes are set up, each
 * further group is a step. Every row means something, so that chance can write them and a shrinker
 * may change any byte; smaller bytes mean simpler things.
 */
export type Schedule = Uint8Array;

/** Bytes of one step. */
export const STEP_BYTES = 6;

/** Steps that a schedule has at most. */
const MOST_STEPS = 24;

/** Names, each as often as it is to come up. */
function weigh<Name extends string>(weights: Readonly<Record<Name, number>>): readonly Name[] {
  const names = Object.keys(weights) as Name[];
  return names.flatMap((name) => Array<Name>(weights[name]).fill(name));
}

/** What a byte picks from a list. */
export function pick<T>(from: readonly T[], byte: number): T {
  return from[byte % from.length]!;
}

const WEIGHTS = {
  turn: 5,
  acquire: 10,
  wait: 7,
  adopt: 5,
  child: 6,
  close: 4,
  release: 3,
  move: 2,
  moveAll: 1,
  abort: 3,
  mark: 2,
  again: 1,
  acquireSync: 2,
  body: 2,
  endBody: 2,
  look: 2,
} as const;

/** What a step does. */
export type StepKind = keyof typeof WEIGHTS;

const KINDS = weigh<StepKind>(WEIGHTS);

/** One step; `where` picks a scope, what the other bytes pick depends on its kind. */
export interface Step {
  readonly kind: StepKind;
  readonly where: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** The step of a schedule at an index, if it has so many. */
export function stepAt(schedule: Schedule, index: number): Step | undefined {
  const at = (index + 1) * STEP_BYTES;
  if (at >= schedule.length) return undefined;
  return {
    kind: pick(KINDS, schedule[at]!),
    where: schedule[at + 1]!,
    a: schedule[at + 2]!,
    b: schedule[at + 3]!,
    c: schedule[at + 4]!,
    d: schedule[at + 5]!,
  };
}

/** What can be seen of the scopes; every event is recorded where somebody observes them. */
const WATCHES = {
  "not observed": 4,
  "traced": 1,
  "observed": 1,
  "observed by one who throws": 1,
  "observed by one who acts": 1,
} as const;

/** How the scopes of a schedule are set up. */
export interface Setting {
  readonly watched: keyof typeof WATCHES;
  /** Which event an observer acts upon. */
  readonly meddleAt: number;
  readonly roots: number;
  readonly releaseTimeoutMs: number;
  readonly closeTimeoutMs: number;
  /** Milliseconds between the last step and the end, for what is on its way to arrive. */
  readonly lingerMs: number;
}

const WATCHED = weigh<keyof typeof WATCHES>(WATCHES);

/** Reads the setting of a schedule. */
export function settingOf(schedule: Schedule): Setting {
  return {
    watched: pick(WATCHED, schedule[0]!),
    meddleAt: schedule[0]! >> 3,
    roots: schedule[1]! % 3 === 2 ? 2 : 1,
    releaseTimeoutMs: pick([50, 50, 50, 0, Infinity], schedule[2]!),
    closeTimeoutMs: pick([200, 200, 90, 0], schedule[3]!),
    lingerMs: pick([0, 90], schedule[5]!),
  };
}

/** The schedule with a number among those of a seed. */
export function randomSchedule(seed: number, number: number): Schedule {
  const bytes = randomBytes(seed, number, STEP_BYTES * (MOST_STEPS + 1) + 2);
  const steps = 1 + bytes[4]! % MOST_STEPS;
  return bytes.subarray(0, STEP_BYTES * (steps + 1));
}
