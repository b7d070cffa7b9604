import { findOriginal, findOwner } from "../enforcement/installation.ts";
import { isReplaceable } from "../enforcement/mark.ts";
import { explainValue } from "../enforcement/explain.ts";
import type { AttributePlan, ContractPlan, MemberPlan, Side } from "../plan/plan.ts";
import { termsOf } from "../plan/terms.ts";
import { hinted, type Violation } from "../violation.ts";
import { attributeKindViolation } from "./attribute_kind.ts";
import { missingHint } from "./missing_hint.ts";
import { verifyMethod } from "./verify_method.ts";

/** Something wrong with a class, and the contract that says so. */
export interface Finding {
  readonly plan: ContractPlan;
  readonly violation: Violation;
}

/** What is being verified: a prototype, or a class for its static members. */
export interface Subject {
  readonly holder: object;
  readonly side: Side;
  /** Whether members may be missing: subclasses will have them. */
  readonly isAbstract: boolean;
  /** The text of the class. */
  readonly source: () => string;
}

/** Lists what keeps a class from being used: members that are missing or of another kind. */
export function verifyHolder(subject: Subject, plans: readonly ContractPlan[]): Finding[] {
  const findings: Finding[] = [];
  const all = termsOf(plans, subject.side);
  for (const { last } of all) {
    for (const clause of last) {
      const { plan } = clause;
      const problems = verifyMember(subject, clause, () => all.map(({ key }) => key));
      const violations = problems.length > 0 ? problems : verifyPatchable(subject.holder, clause);
      for (const violation of violations) findings.push({ plan, violation });
    }
  }
  return findings;
}

function verifyMember(
  { holder, side, isAbstract, source }: Subject,
  member: MemberPlan,
  names: () => readonly PropertyKey[],
): Violation[] {
  const found = findOriginal(holder, member.key);
  if (found === undefined && isAbstract) return [];
  const hint = () =>
    missingHint(member, {
      holder,
      counterpart: counterpartOf(holder, side),
      names: names(),
      source: source(),
    });
  if (member.form === "method") return verifyMethod(found, member, hint);
  // A field is not there before there is an instance, so its absence proves nothing.
  const mayMiss = side === "members" ? member.kind === "any" : member.optional;
  return verifyAttribute(found, member, mayMiss, hint);
}

function counterpartOf(holder: object, side: Side): object | undefined {
  const other: unknown = Reflect.get(holder, side === "members" ? "constructor" : "prototype");
  return typeof other === "object" || typeof other === "function" ? other ?? undefined : undefined;
}

/** An attribute as far as it can be seen without an instance: on the prototype or on the class. */
function verifyAttribute(
  found: PropertyDescriptor | undefined,
  member: AttributePlan,
  mayMiss: boolean,
  missing: () => string | undefined,
): Violation[] {
  if (found === undefined) {
    if (mayMiss || member.optional) return [];
    const { label, kind, value: { expected } } = member;
    const what = kind === "any" ? expected : `${kind === "accessor" ? "an" : "a"} ${kind}`;
    const at = { member: label, path: [label] };
    return [hinted({ ...at, kind: "missing", expected: what, received: "nothing" }, missing())];
  }
  const wrong = attributeKindViolation(found, member);
  if (wrong !== undefined) return [wrong];
  if (found.get !== undefined || found.set !== undefined) return [];
  const violations = explainValue(
    member.value,
    found.value,
    "attribute",
    member.label,
    member.label,
  );
  if (typeof found.value !== "function") return violations;
  const hint = `turn the method "${member.label}" into a getter or a field`;
  return violations.map((violation) => ({ ...violation, hint }));
}

/** A frozen class would refuse the wrappers with a bare TypeError of the platform. */
function verifyPatchable(holder: object, member: MemberPlan): Violation[] {
  if (isReplaceable(holder, member.key)) return [];
  const found = findOwner(holder, member.key)?.descriptor;
  const checked = member.form === "method" ? found?.value : found?.get ?? found?.set;
  if (typeof checked !== "function") return [];
  return [{
    kind: "sealed",
    member: member.label,
    path: [member.label],
    expected: "a member that can be wrapped",
    received: "one that is sealed or frozen",
    hint: "implement the contract before freezing the class",
  }];
}
