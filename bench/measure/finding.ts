import type { Goal, Samples, Unit } from "./group.ts";

/**
 * By how much a goal may be missed before `--check` refuses: the machine is shared. A figure in
 * nanoseconds depends on the machine as a whole, the size of a file on nothing.
 */
export const TOLERANCES: Readonly<Record<Unit | "ratio", number>> = {
  ratio: 0.1,
  ns: 0.5,
  B: 0.1,
  kB: 0,
  times: 0.1,
};

/** How a goal fared. */
export interface Finding {
  /** What is compared. */
  readonly what: string;
  /** The goal, with its unit. */
  readonly goal: string;
  /** The ratio of the medians, or the figure itself. */
  readonly figure: string;
  /** The ratio of the fastest samples; the machine disturbs it least. */
  readonly fastest: string;
  /** The middle eight of ten ratios, round by round. */
  readonly spread: string;
  /** Whether the goal is met by the ratio of the medians. */
  readonly isMet: boolean;
  /** Whether it is missed by more than the tolerance, going by the medians and by the fastest. */
  readonly isRefused: boolean;
}

/** What a form costs: by its median, by its fastest sample, and round by round. */
interface Cost {
  readonly median: number;
  readonly fastest: number;
  readonly rounds: readonly number[];
}

/** Compares samples with a goal. */
export function find(goal: Goal, samples: Samples, unit: Unit): Finding {
  if ("below" in goal) return findFigure(goal, goal.below, samples, unit);
  const isFaster = "timesFaster" in goal;
  const [of, by] = isFaster ? [goal.rival, goal.form] : [goal.form, goal.rival];
  const [above, below] = [costOf(of, goal, samples), costOf(by, goal, samples)];
  const limit = isFaster ? goal.timesFaster : goal.atMost;
  const ratio = above.median / below.median;
  const fastest = above.fastest / below.fastest;
  const rounds = above.rounds.map((sample, round) => sample / below.rounds[round]!);
  const misses = (value: number, slack: number) =>
    isFaster ? value < limit / (1 + slack) : value > limit * (1 + slack);
  const slack = TOLERANCES.ratio;
  return {
    what: `${of} / ${by}${over(goal)}`,
    goal: isFaster ? `≥ ${limit}` : `≤ ${limit}`,
    figure: short(ratio),
    fastest: short(fastest),
    spread: `${short(quantile(rounds, 0.1))}–${short(quantile(rounds, 0.9))}`,
    isMet: !misses(ratio, 0),
    isRefused: misses(ratio, slack) && misses(fastest, slack),
  };
}

function findFigure(goal: Goal, limit: number, samples: Samples, unit: Unit): Finding {
  const { median, fastest, rounds } = costOf(goal.form, goal, samples);
  const [low, high] = goal.over === undefined ? [0, 1] : [0.1, 0.9];
  const show = (value: number) => withUnit(value, unit);
  return {
    what: goal.form + over(goal),
    goal: `≤ ${show(limit)}`,
    figure: show(median),
    fastest: show(fastest),
    spread: `${show(quantile(rounds, low))}–${show(quantile(rounds, high))}`,
    isMet: median <= limit,
    isRefused: Math.min(median, fastest) > limit * (1 + TOLERANCES[unit]),
  };
}

function over({ over }: Goal): string {
  return over === undefined ? "" : `, over ${over}`;
}

/** What a form costs, less what it has in common with the others. */
function costOf(form: string, { over }: Goal, samples: Samples): Cost {
  const costs = samplesOf(form, samples);
  const common = over === undefined ? costs.map(() => 0) : samplesOf(over, samples);
  return {
    median: quantile(costs, 0.5) - quantile(common, 0.5),
    fastest: Math.min(...costs) - Math.min(...common),
    rounds: costs.map((sample, round) => sample - common[round]!),
  };
}

function samplesOf(form: string, samples: Samples): readonly number[] {
  const costs = samples[form];
  if (costs === undefined) throw new TypeError(`Cannot find "${form}" among what was measured`);
  return costs;
}

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** A figure with its unit, in a size that can be read. */
export function withUnit(value: number, unit: Unit): string {
  if (unit === "times") return short(value);
  if (unit === "kB") return `${short(value)} kB`;
  if (unit === "ns") {
    if (value >= 1e6) return `${short(value / 1e6)} ms`;
    return value >= 1e3 ? `${short(value / 1e3)} µs` : `${short(value)} ns`;
  }
  if (Math.abs(value) >= 2 ** 20) return `${short(value / 2 ** 20)} MiB`;
  return Math.abs(value) >= 2 ** 10 ? `${short(value / 2 ** 10)} KiB` : `${short(value)} B`;
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
