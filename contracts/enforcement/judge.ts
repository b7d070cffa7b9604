import { type AttributePlan, derives, type MemberPlan, type MethodPlan } from "../plan/plan.ts";
import type { Checker } from "../schemas/schema.ts";
import { type Blame, hinted, settled, type Violation, type ViolationKind } from "../violation.ts";
import { inherits } from "./claims.ts";
import { acceptsArguments, explainArguments, explainRefused } from "./explain.ts";
import type { CheckedMember } from "./checked_member.ts";

/** What is wrong with a call or an answer, who is to blame, and which clauses say so. */
export interface Ruling {
  readonly blame: Blame;
  readonly clauses: readonly MemberPlan[];
  readonly violations: readonly Violation[];
  /** What a rule of a contract threw. */
  readonly cause?: unknown;
}

/** What is wrong, by the clause that says so. */
export type Refusals<C extends MemberPlan = MethodPlan> = ReadonlyMap<C, readonly Violation[]>;

/** Judges the arguments of a call. */
export function judgeArguments(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  self: unknown,
  args: ArrayLike<unknown>,
): Ruling | undefined {
  const refusing = clauses.filter((clause) => !acceptsArguments(clause, args));
  const mayRefuse = refusing.length === clauses.length ||
    refusing.some((clause) => promiseOf(clause, clauses, refusing) !== undefined);
  // Most calls that come here are fine by one contract, and to explain why not by others takes long.
  if (refusing.length === 0 || !mayRefuse) return undefined;
  const refusals = new Map(refusing.map((clause) => [clause, explainArguments(clause, args)]));
  return ruleArguments(slot, clauses, self, refusals);
}

/**
 * Rules on the arguments of a call. Parameters are joined with OR: what one contract accepts, the
 * method has to take. If a contract then refuses what a contract that it extends accepts, the
 * subclass has broken its word, not the caller.
 */
export function ruleArguments(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  self: unknown,
  refusals: Refusals,
): Ruling | undefined {
  if (refusals.size === 0) return undefined;
  if (refusals.size === clauses.length) {
    const blame = isSuperCall(slot, self) ? "subclass" : "caller";
    return { blame, clauses, violations: closest([...refusals.values()]) };
  }
  for (const [clause, violations] of refusals) {
    const promise = promiseOf(clause, clauses, [...refusals.keys()]);
    if (promise === undefined) continue;
    const hint = `accept what "${promise.plan.label}" accepts`;
    const told = violations.map((one) => hinted(one, hint));
    return { blame: "subclass", clauses: [clause, promise], violations: told };
  }
  return undefined;
}

/** What a contract has promised to accept that is extended by one which does not. */
export function promiseOf<C extends MemberPlan>(
  { plan }: C,
  clauses: readonly C[],
  refusing: readonly C[],
): C | undefined {
  return clauses.find((other) => derives(plan, other.plan) && !refusing.includes(other));
}

/**
 * Judges a value that is written. Every contract must accept it, since it is read as that of each; but
 * what a contract accepts must not be refused by one that extends it.
 */
export function judgeWrite(
  slot: CheckedMember,
  clauses: readonly AttributePlan[],
  self: unknown,
  value: unknown,
): Ruling | undefined {
  const { label } = clauses[0]!;
  const ruling = judgeValue(slot, clauses, value, "attribute", label, (clause) => clause.value);
  if (ruling === undefined) return undefined;
  const isNarrower = ruling.clauses.some((clause) =>
    promiseOf(clause, clauses, ruling.clauses) !== undefined
  );
  return { ...ruling, blame: isNarrower || isSuperCall(slot, self) ? "subclass" : "caller" };
}

/** Judges an answer, or an item of it. */
export function judgeAnswer(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  value: unknown,
  kind: "result" | "item",
): Ruling | undefined {
  return judgeValue(slot, clauses, value, kind, kind, (clause) => clause.result);
}

/** Judges a value that several contracts speak of, all of which must accept it. */
export function judgeValue<C extends MemberPlan>(
  slot: CheckedMember,
  clauses: readonly C[],
  value: unknown,
  kind: ViolationKind,
  name: string,
  checkerOf: (clause: C) => Checker | undefined,
): Ruling | undefined {
  const refusals = new Map<C, readonly Violation[]>();
  for (const clause of clauses) {
    const checker = checkerOf(clause);
    if (checker === undefined || checker.test(value)) continue;
    refusals.set(clause, explainRefused(checker, value, kind, clause.label, name));
  }
  const speaking = clauses.filter((clause) => checkerOf(clause) !== undefined);
  return ruleValue(slot, speaking, refusals);
}

/** Rules on a value: results and items are joined with AND. */
export function ruleValue<C extends MemberPlan>(
  slot: CheckedMember,
  speaking: readonly C[],
  refusals: Refusals<C>,
): Ruling | undefined {
  if (refusals.size === 0) return undefined;
  const refusing = [...refusals.keys()];
  // Its contract promises more widely than the one it extends, and it makes use of that.
  const isWider = speaking.some((clause) =>
    !refusals.has(clause) && refusing.some(({ plan }) => derives(clause.plan, plan))
  );
  const blame = isWider ? "subclass" : answerer(slot, refusing);
  return { blame, clauses: refusing, violations: merge([...refusals.values()]) };
}

/** Who answers for a member: the class itself, or a subclass that overrides what its parent kept. */
export function answerer(slot: CheckedMember, clauses: readonly MemberPlan[]): Blame {
  const { holder } = slot.host;
  return slot.isOwn && clauses.some(({ plan }) => inherits(holder, plan))
    ? "subclass"
    : "implementation";
}

/** The violations of the contract that is nearest to accepting, with what the others would take. */
function closest(refusals: readonly (readonly Violation[])[]): readonly Violation[] {
  if (refusals.length === 1) return refusals[0]!;
  const [first, ...others] = refusals.toSorted((a, b) => a.length - b.length);
  return first!.map((violation) => {
    const also = others.flat().filter((other) => isSamePath(violation, other));
    const expected = [...new Set([violation, ...also].map((one) => one.expected))];
    return { ...settled(violation), expected: expected.join(" or ") };
  });
}

/** All violations, without those that another contract has told already. */
function merge(refusals: readonly (readonly Violation[])[]): readonly Violation[] {
  return refusals.reduce((told, violations) => [
    ...told,
    ...violations.filter((one) =>
      !told.some((other) => one.expected === other.expected && isSamePath(one, other))
    ),
  ]);
}

function isSamePath({ path }: Violation, other: Violation): boolean {
  return path.length === other.path.length && path.every((key, at) => key === other.path[at]);
}

/** Whether a method was called by an override further down, through `super`. */
function isSuperCall({ key, host: { holder } }: CheckedMember, self: unknown): boolean {
  if (self === holder) return false;
  if (typeof self === "function" && Object.hasOwn(self, key)) return true;
  if (typeof self !== "object" && typeof self !== "function" || self === null) return false;
  let ancestor: object | null = Object.getPrototypeOf(self);
  while (ancestor !== null && ancestor !== holder) {
    if (Object.hasOwn(ancestor, key)) return true;
    ancestor = Object.getPrototypeOf(ancestor);
  }
  return false;
}
