import { foreignVersions } from "../enforcement/claims.ts";
import { explainValue } from "../enforcement/explain.ts";
import { findOriginal } from "../enforcement/installation.ts";
import { brokenInvariant } from "../enforcement/invariants.ts";
import type { AttributePlan, ContractPlan } from "../plan/plan.ts";
import { termsOf } from "../plan/terms.ts";
import { compileRange } from "../registry/version_range.ts";
import { preview } from "../report/preview.ts";
import type { Violation } from "../violation.ts";
import { attributeKindViolation } from "./attribute_kind.ts";
import { missingHint } from "./missing_hint.ts";
import { verifyMethod } from "./verify_method.ts";

/** Lists what is wrong with any value, instance of an implementing class or not. */
export function verifyValue(plan: ContractPlan, value: unknown): Violation[] {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    const received = preview(value);
    return [{ kind: "value", member: "", path: ["value"], expected: "an object", received }];
  }
  const members = termsOf(plan.lineage, "members").flatMap(({ last }) => last);
  const names = members.map(({ key }) => key);
  const violations = members.flatMap((member) => {
    const found = findOriginal(value, member.key);
    if (member.form === "method") {
      return verifyMethod(found, member, () => missingHint(member, { holder: value, names }));
    }
    if (found === undefined && member.optional) return [];
    return verifyAttribute(found, member, value);
  });
  violations.push(...verifyCopies(plan, value));
  if (violations.length > 0) return violations;
  return plan.lineage.flatMap(({ invariants }) =>
    invariants.map((invariant) => brokenInvariant(invariant, value)?.violation)
  ).filter((violation) => violation !== undefined);
}

function verifyAttribute(
  found: PropertyDescriptor | undefined,
  member: AttributePlan,
  holder: object,
): Violation[] {
  const { label } = member;
  const wrong = found && attributeKindViolation(found, member);
  if (wrong !== undefined && member.kind !== "any" && !Object.hasOwn(holder, member.key)) {
    return [wrong];
  }
  let value: unknown = found?.value;
  if (found?.get !== undefined) {
    try {
      // Below the wrapper, which would throw what is to be listed here.
      value = Reflect.apply(found.get, holder, []);
    } catch (error) {
      const { expected } = member.value;
      const received = `an error: ${preview(error)}`;
      return [{ kind: "attribute", member: label, path: [label], expected, received }];
    }
  } else if (found?.set !== undefined) return [];
  return explainValue(member.value, value, "attribute", label, label);
}

/** An object of another copy of the contract is welcome if that is of a version that fits. */
function verifyCopies({ id, version, label }: ContractPlan, value: object): Violation[] {
  if (version === undefined) return [];
  const fits = compileRange(`^${version}`);
  const other = foreignVersions(value, id).find((one) => !fits(one));
  if (other === undefined) return [];
  return [{
    kind: "version",
    member: "",
    path: ["value"],
    expected: `an implementation of ${label}`,
    received: `one of ${id}@${other}, from another copy of the contract`,
    hint: "import the contract from one place, or bring both copies to one version",
  }];
}
