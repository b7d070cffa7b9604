import type { Goal, Group, Samples } from "./group.ts";

/** By how much a goal may be missed before `--check` refuses: the machine is shared. */
export const TOLERANCE = 0.1;

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

/** Compares samples with a goal. */
export function find(goal: Goal, samples: Samples, unit: Group["unit"]): Finding {
  if ("below" in goal) return findFigure(goal.form, goal.below, samples[goal.form]!, unit);
  const isFaster = "timesFaster" in goal;
  const [of, by] = isFaster ? [goal.rival, goal.form] : [goal.form, goal.rival];
  const [above, below] = [samples[of]!, samples[by]!];
  const limit = isFaster ? goal.timesFaster : goal.atMost;
  const ratio = quantile(above, 0.5) / quantile(below, 0.5);
  const fastest = Math.min(...above) / Math.min(...below);
  const rounds = above.map((sample, round) => sample / below[round]!);
  const misses = (value: number, slack: number) =>
    isFaster ? value < limit / (1 + slack) : value > limit * (1 + slack);
  return {
    what: `${of} / ${by}`,
    goal: isFaster ? `≥ ${limit}` : `≤ ${limit}`,
    figure: short(ratio),
    fastest: short(fastest),
    spread: `${short(quantile(rounds, 0.1))}–${short(quantile(rounds, 0.9))}`,
    isMet: !misses(ratio, 0),
    isRefused: misses(ratio, TOLERANCE) && misses(fastest, TOLERANCE),
  };
}

function findFigure(
  form: string,
  limit: number,
  samples: readonly number[],
  unit: Group["unit"],
): Finding {
  const figure = quantile(samples, 0.5);
  return {
    what: form,
    goal: `≤ ${withUnit(limit, unit)}`,
    figure: withUnit(figure, unit),
    fastest: withUnit(Math.min(...samples), unit),
    spread: `${withUnit(Math.min(...samples), unit)}–${withUnit(Math.max(...samples), unit)}`,
    isMet: figure <= limit,
    isRefused: figure > limit * (1 + TOLERANCE),
  };
}

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** A figure with its unit, in a size that can be read. */
export function withUnit(value: number, unit: Group["unit"]): string {
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
