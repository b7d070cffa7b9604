import { isThenable } from "../../_internal/is_thenable.ts";
import type { Operator } from "./operator.ts";

/** One step of a sync run: some `map`, `filter` and `tap` in a row, or one other operator. */
export type Step = FusedStep | Operator;

/** Neighbours that become one: predicates and transforms in turn, with gaps. */
export interface FusedStep {
  /** `p0 m0 p1 m1 p2 m2`, each a callback or a gap. */
  readonly slots: readonly (SlotCallback | undefined)[];
  /** How many operators it stands for. */
  readonly length: number;
}

/** A callback in a slot. */
export type SlotCallback = (value: unknown, index: number) => unknown;

/** Slots of one fused step. */
const SLOTS = 6;

/** Tells a fused step from an operator. */
export function isFused(step: Step): step is FusedStep {
  return "slots" in step;
}

/**
 * Puts callbacks of neighbours into as few steps as they fit.
 *
 * @param isAsync Whether what `tap` returns is awaited.
 */
export function fuse(operators: readonly Operator[], isAsync: boolean): Step[] {
  const steps: Step[] = [];
  let slots: (SlotCallback | undefined)[] = [];
  let length = 0;
  const finish = () => {
    if (length > 0) steps.push({ slots, length });
    slots = [];
    length = 0;
  };
  for (const operator of operators) {
    const { kind } = operator;
    const isPredicate = kind === "filter";
    if (!isPredicate && kind !== "map" && kind !== "tap") {
      finish();
      steps.push(operator);
      continue;
    }
    if (slots.length % 2 !== (isPredicate ? 0 : 1)) slots.push(undefined);
    if (slots.length >= SLOTS) finish();
    if (slots.length === 0 && !isPredicate) slots.push(undefined);
    const callback = operator.callback as SlotCallback;
    slots.push(kind === "tap" ? observing(callback, isAsync) : callback);
    length++;
  }
  finish();
  return steps;
}

function observing(observe: SlotCallback, isAsync: boolean): SlotCallback {
  return (value, index) => {
    const result = observe(value, index);
    return isAsync && isThenable(result) ? result.then(() => value) : value;
  };
}
