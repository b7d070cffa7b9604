import { preview } from "../report/preview.ts";
import type { Violation } from "../violation.ts";
import { findMember } from "./enforce.ts";
import { explainValue } from "./explain.ts";
import { missingHint } from "./missing_hint.ts";
import { isWrappedBy, unwrap } from "./mark.ts";
import { fitsKind, kindHint, kindWords, writtenKind } from "./method_kind.ts";
import type { AttributePlan, ContractPlan, MemberPlan, MethodPlan } from "./plan.ts";

/** Lists what is wrong with a class before it is used: its prototype and its static members. */
export function verifyClass(plan: ContractPlan, prototype: object, source: string): Violation[] {
  const names = plan.members.map((member) => member.key);
  return plan.members.flatMap((member) => {
    const found = findMember(prototype, member.key);
    const problems = member.form === "method"
      ? verifyMethod(found, member, () => missingHint(prototype, member, names, source))
      // A field is not there before there is an instance, so its absence proves nothing.
      : verifyStaticValue(found, member, true);
    return problems.length > 0 ? problems : verifyPatchable(prototype, member, plan);
  });
}

/** Lists what is wrong with the static members of a class. */
export function verifyStatics(plan: ContractPlan, constructor: object): Violation[] {
  return plan.statics.flatMap((member) => {
    const found = findMember(constructor, member.key);
    const hint = () => `put the static block that implements the contract below "${member.label}"`;
    const problems = member.form === "method"
      ? verifyMethod(found, member, hint)
      : verifyStaticValue(found, member, member.optional, hint);
    return problems.length > 0 ? problems : verifyPatchable(constructor, member, plan);
  });
}

/** Lists what is wrong with any value, instance of an implementing class or not. */
export function verifyValue(plan: ContractPlan, value: unknown): Violation[] {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    const received = preview(value);
    return [{ kind: "value", member: "", path: ["value"], expected: "an object", received }];
  }
  return plan.members.flatMap((member) => {
    const found = findMember(value, member.key);
    if (member.form === "method") return verifyMethod(found, member);
    if (found === undefined && member.optional) return [];
    return verifyAttribute(found, member, value);
  });
}

function verifyMethod(
  found: PropertyDescriptor | undefined,
  method: MethodPlan,
  missing?: () => string | undefined,
): Violation[] {
  const { label, kind, names, signature } = method;
  const at = { member: label, path: [label] };
  const expected = `${kindWords(kind)} ${signature}`;
  if (found === undefined) {
    if (method.optional) return [];
    return [withHint({ ...at, kind: "missing", expected, received: "nothing" }, missing?.())];
  }
  const original = unwrap(found.value);
  if (typeof original !== "function") {
    if (original === undefined && method.optional && found.get === undefined) return [];
    const received = found.get || found.set ? "an accessor" : preview(original);
    return [{ ...at, kind: "kind", expected, received }];
  }
  const violations: Violation[] = [];
  const written = writtenKind(original);
  if (!fitsKind(written, kind)) {
    const received = kindWords(written);
    const hint = kindHint(written, kind);
    violations.push(withHint({ ...at, kind: "kind", expected, received }, hint));
  }
  if (original.length > names.length) {
    violations.push(arityViolation(original.length, method, at));
  }
  return violations;
}

function arityViolation(
  received: number,
  { names }: MethodPlan,
  at: { member: string; path: string[] },
): Violation {
  const plural = names.length === 1 ? "parameter" : "parameters";
  const list = names.length === 0 ? "" : ` (${names.join(", ")})`;
  const extra = Array.from({ length: received - names.length }, (_, i) => names.length + 1 + i);
  return {
    ...at,
    kind: "arity",
    expected: `at most ${names.length} required ${plural}${list}`,
    received: String(received),
    hint: extra.length === 1
      ? `give parameter ${extra[0]} a default value`
      : `give parameters ${extra.join(" and ")} default values`,
  };
}

/** An attribute that must be readable without an instance: on the prototype or on the class. */
function verifyStaticValue(
  found: PropertyDescriptor | undefined,
  member: AttributePlan,
  mayMiss: boolean,
  hint?: () => string,
): Violation[] {
  if (found === undefined) {
    if (mayMiss) return [];
    const { label, value: { expected } } = member;
    const at = { member: label, path: [label] };
    return [withHint({ ...at, kind: "missing", expected, received: "nothing" }, hint?.())];
  }
  if (found.get !== undefined || found.set !== undefined) return [];
  return explainValue(member.value, found.value, "attribute", member.label, member.label);
}

function verifyAttribute(
  found: PropertyDescriptor | undefined,
  member: AttributePlan,
  holder: object,
): Violation[] {
  const { label } = member;
  const get = unwrap(found?.get);
  let value: unknown = found?.value;
  if (typeof get === "function") {
    try {
      // Below the wrapper, which would throw what is to be listed here.
      value = Reflect.apply(get, holder, []);
    } catch (error) {
      const { expected } = member.value;
      const received = `an error: ${preview(error)}`;
      return [{ kind: "attribute", member: label, path: [label], expected, received }];
    }
  }
  return explainValue(member.value, value, "attribute", label, label);
}

/** A frozen class would refuse the wrappers with a bare TypeError of the platform. */
function verifyPatchable(holder: object, member: MemberPlan, plan: ContractPlan): Violation[] {
  const found = findMember(holder, member.key);
  const target = member.form === "method" ? found?.value : found?.get ?? found?.set;
  if (typeof target !== "function" || isWrappedBy(target, plan)) return [];
  const own = Object.getOwnPropertyDescriptor(holder, member.key);
  if (own === undefined ? Object.isExtensible(holder) : own.configurable) return [];
  return [{
    kind: "sealed",
    member: member.label,
    path: [member.label],
    expected: "a member that can be wrapped",
    received: "one that is sealed or frozen",
    hint: "implement the contract before freezing the class",
  }];
}

function withHint(violation: Violation, hint: string | undefined): Violation {
  return hint === undefined ? violation : { ...violation, hint };
}
