import type { Plan } from "../plan/plan.ts";
import type { Operator } from "../plan/operator.ts";
import type { Source } from "../sources/source.ts";

/**
 * How pages of a plan go on after a cursor: at the place where they stopped, from the start past
 * all that was handed over, or not more than once.
 */
export type ResumeClass = "seek" | "replay" | "one-shot";

/** Finds out how pages of a plan go on after a cursor. */
export function resumeClass(plan: Plan): ResumeClass {
  if (plan.sources().some(isUsedUp)) return "one-shot";
  return plan.source.kind !== undefined && canSave(plan.operators()) ? "seek" : "replay";
}

/** Whether a source, or one that it reads, is gone after one run. */
function isUsedUp({ isOneShot, origin }: Source): boolean {
  if (isOneShot === true || origin === undefined) return isOneShot === true;
  return origin.befores.some((before) => resumeClass(before as Plan) === "one-shot");
}

/** The operators that do something in a run. */
export function active(operators: readonly Operator[]): Operator[] {
  return operators.filter(({ kind }) => kind !== "named" && kind !== "hint");
}

/** One expansion can be begun anew if everything before it can be put back by one item. */
function canSave(operators: readonly Operator[]): boolean {
  const acting = active(operators);
  if (acting.some(({ saves }) => saves === undefined)) return false;
  const expansion = acting.findIndex(({ kind }) => kind === "flatMap");
  if (expansion !== acting.findLastIndex(({ kind }) => kind === "flatMap")) return false;
  return acting.slice(0, Math.max(0, expansion)).every(({ saves }) => saves === "rewound");
}
