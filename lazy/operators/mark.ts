import {
  checkKeys,
  checkString,
  formatValue,
  optionMessage,
} from "../../_internal/check_option.ts";
import type { Operator } from "../plan/operator.ts";

/** What the planner may take for granted; see {@linkcode Seq.hint}. */
export interface Hints {
  /**
   * Whether the callbacks do nothing but return a result that depends on the item alone, so that it
   * does not matter how often and in which order they are called.
   */
  readonly pure?: boolean | undefined;
  /** How many items there are at this point: exactly, or at least and at most. */
  readonly size?: number | readonly [least: number, most: number] | undefined;
  /** Whether the plan may be rewritten into one that does less; `false` runs it as it was written. */
  readonly rewrite?: boolean | undefined;
}

/** Hints as a plan keeps them. */
export interface CheckedHints {
  readonly pure?: boolean;
  readonly size?: readonly [least: number, most: number];
  readonly rewrite?: boolean;
}

/** Gives the plan up to here a name; items pass. */
export function named(label: string): Operator {
  checkString("name the sequence", "label", label);
  return { kind: "named", note: label, stage: () => ({}) };
}

/** Tells the planner what it cannot know; items pass. */
export function hint(hints: Hints): Operator {
  return { kind: "hint", note: checkHints(hints), stage: () => ({}) };
}

function checkHints(hints: Hints): CheckedHints {
  const action = "give a hint";
  checkKeys(action, hints ?? null, ["pure", "size", "rewrite"], "hints");
  const checked: { -readonly [K in keyof CheckedHints]: CheckedHints[K] } = {};
  for (const option of ["pure", "rewrite"] as const) {
    const value = hints[option];
    if (value === undefined) continue;
    if (typeof value !== "boolean") {
      throw new TypeError(optionMessage(action, option, "true or false", value));
    }
    checked[option] = value;
  }
  if (hints.size !== undefined) checked.size = checkBounds(action, hints.size);
  return Object.freeze(checked);
}

function checkBounds(action: string, size: unknown): readonly [least: number, most: number] {
  const rule = "a number of items, or the least and the most";
  const [least, most, ...rest] = Array.isArray(size) ? size : [size, size];
  if (typeof least !== "number" || typeof most !== "number" || rest.length > 0) {
    throw new TypeError(optionMessage(action, "size", rule, size));
  }
  const isExact = !Array.isArray(size);
  if (isCount(least) && (isCount(most) || !isExact && most === Infinity) && least <= most) {
    return Object.freeze([least, most] as const);
  }
  const shown = isExact ? formatValue(size) : `[${least}, ${most}]`;
  throw new RangeError(
    `Cannot ${action} as "size" must be an integer >= 0, or two in order of which the second may ` +
      `be infinite: current value is ${shown}`,
  );
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}
