import type { AttributePlan } from "../plan/plan.ts";
import { invariantGuard } from "./invariants.ts";
import { judgeValue, judgeWrite } from "./judge.ts";
import { mark } from "./mark.ts";
import { type Above, answerError, callError, enforced, memberName } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

/** Wraps getter and setter, where they are, so that each read and each write checks the value. */
export function wrapAccessor(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
): PropertyDescriptor {
  const { get, set } = slot.original;
  return {
    ...slot.original,
    ...(get && { get: wrapGetter(slot, clauses, get) }),
    ...(set && { set: wrapSetter(slot, clauses, set) }),
  };
}

function wrapGetter(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
  original: () => unknown,
): () => unknown {
  const fits = joinedTest(clauses);
  return mark(function (this: unknown): unknown {
    const value: unknown = original.call(this);
    if (!fits(value)) inspectRead(slot, clauses, value);
    return value;
  }, original);
}

function inspectRead(slot: CheckedMember, clauses: readonly AttributePlan[], value: unknown): void {
  const { label } = clauses[0]!;
  const ruling = judgeValue(slot, clauses, value, "attribute", label, (clause) => clause.value);
  if (ruling === undefined) return;
  const action = `read ${memberName(slot, clauses[0]!)}`;
  const error = enforced(slot, answerError(slot, ruling, action), ruling);
  if (error !== undefined) throw error;
}

function wrapSetter(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
  original: (value: unknown) => void,
): (value: unknown) => void {
  const fits = joinedTest(clauses);
  const guard = invariantGuard(slot, clauses[0]!);
  const wrapper = mark(function (this: unknown, value: unknown): void {
    if (!fits(value)) inspectWrite(slot, clauses, this, value, wrapper);
    if (guard === undefined) original.call(this, value);
    else guard(this, () => original.call(this, value));
  }, original);
  return wrapper;
}

function inspectWrite(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
  self: unknown,
  value: unknown,
  above: Above,
): void {
  const ruling = judgeWrite(slot, clauses, self, value);
  if (ruling === undefined) return;
  const action = `write ${memberName(slot, clauses[0]!)}`;
  const error = enforced(slot, callError(slot, ruling, action, above), ruling);
  if (error !== undefined) throw error;
}

function joinedTest(clauses: readonly AttributePlan[]): (value: unknown) => boolean {
  const tests = clauses.map(({ value }) => value.test);
  return tests.length === 1 ? tests[0]! : (value) => tests.every((test) => test(value));
}
