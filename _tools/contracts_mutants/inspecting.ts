import type { Mutant } from "../mutants.ts";

const GUARD_FIELDS = "contracts/enforcement/guard_fields.ts";
const CONTRACT_CHECKS = "contracts/contract_checks.ts";
const VERIFY_VALUE = "contracts/verification/verify_value.ts";

/** What goes wrong while objects are looked at. */
export const INSPECTING: readonly Mutant[] = [
  {
    file: GUARD_FIELDS,
    from: "      if (!own.writable) continue;\n",
    to: "",
    breaks: "a field that cannot be written is made writable",
  },
  {
    file: GUARD_FIELDS,
    from: "attributes.length === 0 || own === undefined || !own.configurable",
    to: "attributes.length === 0 || own === undefined",
    breaks: "fields that cannot be guarded throw",
  },
  {
    file: GUARD_FIELDS,
    from: "refusing.some(isEnforced)",
    to: "refusing.every(isEnforced)",
    breaks: "one of two contracts that reports lets a field be written",
  },
  {
    file: GUARD_FIELDS,
    from: "  refusing[0]!.modes.report(error);\n",
    to: "",
    breaks: "nobody hears of a field that is only reported",
  },
  {
    file: GUARD_FIELDS,
    from: 'blame: isNarrower ? "subclass" : "caller"',
    to: 'blame: "caller"',
    breaks: "the caller is blamed for a field that only the subclass refuses",
  },
  {
    file: CONTRACT_CHECKS,
    from: "keptBy(value).includes(plan) || isOfCopy(plan, value)",
    to: "keptBy(value).includes(plan)",
    breaks: "objects of another copy are no instances",
  },
  {
    file: CONTRACT_CHECKS,
    from: 'compileRange(version === undefined ? "*" : `^${version}`)',
    to: 'compileRange("*")',
    breaks: "objects of any version of another copy are instances",
  },
  {
    file: CONTRACT_CHECKS,
    from: "    keptBy(value);\n    return verifyValue",
    to: "    return verifyValue",
    breaks: "check() leaves unmarked classes unchecked",
  },
  {
    file: CONTRACT_CHECKS,
    from: "return prototype === null ? [] : adoptClasses(prototype);",
    to: "return adoptClasses(prototype!);",
    breaks: "an object without a prototype cannot be checked",
  },
  {
    file: VERIFY_VALUE,
    from: "  if (violations.length > 0) return violations;\n",
    to: "",
    breaks: "rules are asked of objects that lack members",
  },
  {
    file: VERIFY_VALUE,
    from: 'termsOf(plan.lineage, "members").flatMap(({ last }) => last)',
    to: 'termsOf(plan.lineage, "members").flatMap(({ clauses }) => clauses)',
    breaks: "an object is checked for what was said before it was said anew",
  },
  {
    file: VERIFY_VALUE,
    from: "    if (found === undefined && member.optional) return [];\n",
    to: "",
    breaks: "optional attributes must be there",
  },
  {
    file: VERIFY_VALUE,
    from: "} else if (found?.set !== undefined) return [];",
    to: "}",
    breaks: "an attribute that can only be written must have a value",
  },
  {
    file: VERIFY_VALUE,
    from: "  violations.push(...verifyCopies(plan, value));\n",
    to: "",
    breaks: "objects of another version of another copy pass",
  },
  {
    file: VERIFY_VALUE,
    from: "return plan.lineage.flatMap(({ invariants }) =>",
    to: "return [plan].flatMap(({ invariants }) =>",
    breaks: "the rules of an extended contract are not asked of objects",
  },
  {
    file: VERIFY_VALUE,
    from: " && !Object.hasOwn(holder, member.key)",
    to: "",
    breaks: "a field does not do for a getter",
  },
  {
    file: VERIFY_VALUE,
    from: "const other = foreignVersions(value, id).find((one) => !fits(one));",
    to: "const other = foreignVersions(value, id).find((one) => fits(one));",
    breaks: "objects of a version that fits are refused",
  },
  {
    file: GUARD_FIELDS,
    from: 'modes.of(attribute.label) !== "off");',
    to: "true);",
    breaks: "fields are guarded while their contract is off",
  },
  {
    file: GUARD_FIELDS,
    from: "      known?.push(...attributes.filter(isNew));\n",
    to: "",
    breaks: "a second contract is not asked about a field",
  },
  {
    file: GUARD_FIELDS,
    from: "known?.push(...attributes.filter(isNew));",
    to: "known?.push(...attributes);",
    breaks: "guarding twice tells everything twice",
  },
  {
    file: GUARD_FIELDS,
    from: "    if (!isRight || isUnderWay(instance)) return;\n",
    to: "    if (!isRight) return;\n",
    breaks: "the rules are asked of a field in the middle of a call",
  },
  {
    file: GUARD_FIELDS,
    from: "    current = before;\n    throw error;",
    to: "    throw error;",
    breaks: "a write that breaks a rule is kept",
  },
  {
    file: GUARD_FIELDS,
    from: 'modes.of() === "off" ? undefined : brokenInvariant(invariant, instance)',
    to: "brokenInvariant(invariant, instance)",
    breaks: "the rules of a contract that is off are asked of fields",
  },
  {
    file: GUARD_FIELDS,
    from: "      if (guard.rules.some((rule) => rule.invariant === invariant)) continue;\n",
    to: "",
    breaks: "guarding twice asks every rule twice",
  },
  {
    file: GUARD_FIELDS,
    from: "    modes.report(error);\n",
    to: "",
    breaks: "nobody hears of a field that breaks a rule where that is only reported",
  },
  {
    file: GUARD_FIELDS,
    from: 'if (modes.of() === "enforce") return error;',
    to: "return error;",
    breaks: "a field that breaks a rule is refused where that is only reported",
  },
  {
    file: CONTRACT_CHECKS,
    from: 'kept.includes(plan) ? "implementation" : "caller"',
    to: '"caller" as const',
    breaks: "the caller is blamed for what a constructor leaves behind",
  },
  {
    file: CONTRACT_CHECKS,
    from: "modesFor(plan, kept, member).of(member) === mode",
    to: "modesFor(plan, kept, member).of() === mode",
    breaks: "guard() does not follow the modes of members",
  },
  {
    file: CONTRACT_CHECKS,
    from: "    modesFor(plan, kept).report(error);\n",
    to: "",
    breaks: "nobody hears of an object that is only reported",
  },
];
