import { isThenable } from "../../_internal/is_thenable.ts";
import type { Method } from "../plan/method_kind.ts";
import type { InvariantPlan, MemberPlan } from "../plan/plan.ts";
import { preview } from "../report/preview.ts";
import { hinted, type Violation } from "../violation.ts";
import {
  isAsyncIterator,
  isIterator,
  steppedAsyncIterator,
  steppedIterator,
} from "./checked_iterator.ts";
import type { JoinedClauses } from "./join_clauses.ts";
import { answerer } from "./judge.ts";
import { answerError, enforced, memberName } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

/** How many checked calls of an object are under way: in the middle of one nothing needs to hold. */
const underWay = new WeakMap<object, number>();

/** Whether a checked call of an object is under way. */
export function isUnderWay(self: object): boolean {
  return underWay.has(self);
}

/** Runs something between two looks at the invariants of an object. */
type Guard = <R>(self: unknown, run: () => R) => R;

/** Puts looks at the invariants around a method: before it, and when its answer is complete. */
export function keepInvariants(
  slot: CheckedMember,
  { kind }: JoinedClauses,
  inner: Method,
): Method {
  const member = slot.first;
  const sync = invariantGuard(slot, member);
  if (sync === undefined) return inner;
  const later = asyncGuard(slot, member);
  switch (kind) {
    case "sync":
      return function (this: unknown, ...args) {
        return sync(this, () => Reflect.apply(inner, this, args));
      };
    case "async":
      return function (this: unknown, ...args) {
        return later(this, () => Reflect.apply(inner, this, args));
      };
    case "generator":
      return function (this: unknown, ...args) {
        const answer = Reflect.apply(inner, this, args);
        // What is not an iterator has been reported already.
        return isIterator(answer) ? steppedIterator(answer, (step) => sync(this, step)) : answer;
      };
    case "asyncGenerator":
      return function (this: unknown, ...args) {
        const answer = Reflect.apply(inner, this, args);
        if (!isAsyncIterator(answer)) return answer;
        return steppedAsyncIterator(answer, async (step) => await later(this, step));
      };
  }
}

/** Looks at invariants around something that is over when it returns. */
export function invariantGuard(slot: CheckedMember, member: MemberPlan): Guard | undefined {
  if (slot.invariants.length === 0) return undefined;
  return (self, run) => {
    if (typeof self !== "object" || self === null) return run();
    enter(slot, member, self);
    let isKept = false;
    try {
      const result = run();
      isKept = true;
      return result;
    } finally {
      leave(self);
      // What is thrown says more than what it left behind; the next call finds that.
      if (isKept) check(slot, member, self, "after");
    }
  };
}

/** The same around something that is over when a promise is settled; it never throws by itself. */
function asyncGuard(
  slot: CheckedMember,
  member: MemberPlan,
): <R>(self: unknown, run: () => R) => R | Promise<Awaited<R>> {
  const settle = async <R>(self: object, result: PromiseLike<R>): Promise<Awaited<R>> => {
    let value: Awaited<R>;
    try {
      value = await result;
    } finally {
      leave(self);
    }
    check(slot, member, self, "after");
    return value;
  };
  return <R>(self: unknown, run: () => R) => {
    if (typeof self !== "object" || self === null) return run();
    try {
      enter(slot, member, self);
    } catch (error) {
      return Promise.reject(error);
    }
    let result: R | undefined;
    try {
      result = run();
    } finally {
      if (!isThenable(result)) leave(self);
    }
    if (isThenable(result)) return settle(self, result as PromiseLike<Awaited<R>>);
    check(slot, member, self, "after");
    return result;
  };
}

function enter(slot: CheckedMember, member: MemberPlan, self: object): void {
  check(slot, member, self, "before");
  begin(self);
}

function begin(self: object): void {
  underWay.set(self, (underWay.get(self) ?? 0) + 1);
}

function leave(self: object): void {
  const rest = underWay.get(self)! - 1;
  if (rest === 0) underWay.delete(self);
  else underWay.set(self, rest);
}

function check(
  slot: CheckedMember,
  member: MemberPlan,
  self: object,
  when: "before" | "after",
): void {
  if (underWay.has(self)) return;
  for (const invariant of slot.invariants) {
    if (slot.modesOf(invariant.plan).of() === "off") continue;
    const broken = brokenInvariant(invariant, self);
    if (broken === undefined) continue;
    const clauses = [{ ...member, plan: invariant.plan }];
    const ruling = {
      ...broken,
      blame: when === "after" ? answerer(slot, clauses) : "implementation" as const,
      clauses,
      violations: [hinted(broken.violation, "cause" in broken ? HINTS.thrown : HINTS[when])],
    };
    const action = () => `${when === "after" ? "end" : "begin"} ${memberName(slot, member)}`;
    const error = enforced(slot, answerError(slot, ruling, action), ruling);
    if (error !== undefined) throw error;
  }
}

const HINTS = {
  before: "check the constructor, and what changes the object from outside",
  after: "check the rule before anything is changed",
  thrown: "let the rule return false instead of throwing",
} as const;

/** A rule that an object does not keep. */
interface BrokenInvariant {
  readonly violation: Violation;
  /** What the rule itself threw. */
  readonly cause?: unknown;
}

/** What is wrong with an object for an invariant; a rule that throws does not hold either. */
export function brokenInvariant(
  invariant: InvariantPlan,
  self: object,
): BrokenInvariant | undefined {
  const broken = (received: string): BrokenInvariant => ({
    violation: {
      kind: "invariant",
      member: "",
      path: ["invariant"],
      expected: invariant.rule,
      received,
    },
  });
  // A rule may call methods of the object, which must not ask for the rule again.
  begin(self);
  try {
    const answer = invariant.holds(self);
    if (isThenable(answer)) return broken(waitForNobody(answer));
    return answer ? undefined : broken(preview(self));
  } catch (cause) {
    return { ...broken(`an error: ${preview(cause)}`), cause };
  } finally {
    leave(self);
  }
}

/** A promise is no answer to whether something holds now, and its rejection must not end the program. */
function waitForNobody(answer: PromiseLike<unknown>): string {
  answer.then(undefined, () => {});
  return "a promise; the rule must answer at once";
}
