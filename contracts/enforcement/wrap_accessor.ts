import type { AttributePlan } from "../plan/plan.ts";
import {
  generatedGetter,
  generatedSetter,
  type Getter,
  type Setter,
} from "../generation/generated_accessor.ts";
import type { Checker } from "../schemas/schema.ts";
import { invariantGuard } from "./invariants.ts";
import { joinCheckers } from "./join_clauses.ts";
import { judgeValue, judgeWrite } from "./judge.ts";
import { mark } from "./mark.ts";
import { type Above, answerError, callError, enforced, memberName } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

/** Reads or writes after which compiling an accessor pays. */
const WARM_CALLS = 50;

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

/** Checks with closures at first, and with generated code once the attribute is read often. */
function wrapGetter(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
  original: Getter,
): Getter {
  const checker = joinedChecker(clauses);
  const { test } = checker;
  const refuse = (_self: unknown, value: unknown) => inspectRead(slot, clauses, value);
  let calls = 0;
  const wrapper: Getter = mark(function (this: unknown): unknown {
    if (calls < WARM_CALLS && ++calls === WARM_CALLS) {
      promote(slot, wrapper, generatedGetter(checker, original, refuse), original);
    }
    const value: unknown = original.call(this);
    if (!test(value)) refuse(this, value);
    return value;
  }, original);
  return wrapper;
}

function inspectRead(slot: CheckedMember, clauses: readonly AttributePlan[], value: unknown): void {
  const { label } = clauses[0]!;
  const ruling = judgeValue(slot, clauses, value, "attribute", label, (clause) => clause.value);
  if (ruling === undefined) return;
  const action = () => `read ${memberName(slot, clauses[0]!)}`;
  const error = enforced(slot, answerError(slot, ruling, action), ruling);
  if (error !== undefined) throw error;
}

function wrapSetter(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
  original: Setter,
): Setter {
  const checker = joinedChecker(clauses);
  const { test } = checker;
  const guard = invariantGuard(slot, clauses[0]!);
  let calls = 0;
  const promoteSetter = () => {
    const proper = generatedSetter(checker, original, (self, value) => {
      inspectWrite(slot, clauses, self, value, proper!);
    });
    promote(slot, wrapper, proper, original);
  };
  const wrapper: Setter = mark(function (this: unknown, value: unknown): void {
    if (guard === undefined && calls < WARM_CALLS && ++calls === WARM_CALLS) promoteSetter();
    if (!test(value)) inspectWrite(slot, clauses, this, value, wrapper);
    if (guard === undefined) original.call(this, value);
    else guard(this, () => original.call(this, value));
  }, original);
  return wrapper;
}

function promote<A extends Getter | Setter>(
  slot: CheckedMember,
  wrapper: A,
  proper: A | undefined,
  original: A,
): void {
  if (proper !== undefined) slot.promote(wrapper, mark(proper, original));
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
  const action = () => `write ${memberName(slot, clauses[0]!)}`;
  const error = enforced(slot, callError(slot, ruling, action, above), ruling);
  if (error !== undefined) throw error;
}

function joinedChecker(clauses: readonly AttributePlan[]): Checker {
  return joinCheckers(clauses.map(({ value }) => value))!;
}
