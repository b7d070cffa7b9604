import type { Mutant } from "../mutants.ts";

const VERIFY_CLASS = "contracts/verification/verify_class.ts";
const VERIFY_METHOD = "contracts/verification/verify_method.ts";
const METHOD_KIND = "contracts/plan/method_kind.ts";
const ATTRIBUTE_KIND = "contracts/verification/attribute_kind.ts";
const MISSING_HINT = "contracts/verification/missing_hint.ts";

/** What goes wrong while a class is compared with its contracts. */
export const VERIFYING: readonly Mutant[] = [
  {
    file: VERIFY_CLASS,
    from: "for (const { last } of all) {",
    to: "for (const { clauses: last } of all) {",
    breaks: "a class is verified for what was said before it was said anew",
  },
  {
    file: VERIFY_CLASS,
    from: "  if (found === undefined && isAbstract) return [];\n",
    to: "",
    breaks: "an abstract class must have all members",
  },
  {
    file: VERIFY_CLASS,
    from: 'side === "members" ? member.kind === "any" : member.optional',
    to: 'member.kind === "any"',
    breaks: "static attributes may be missing",
  },
  {
    file: VERIFY_CLASS,
    from: "if (mayMiss || member.optional) return [];",
    to: "if (mayMiss) return [];",
    breaks: "optional accessors must be there",
  },
  {
    file: VERIFY_CLASS,
    from: "  if (found.get !== undefined || found.set !== undefined) return [];\n",
    to: "",
    breaks: "accessors are taken for values",
  },
  {
    file: VERIFY_CLASS,
    from: "problems.length > 0 ? problems : verifyPatchable(subject.holder, clause)",
    to: "problems",
    breaks: "a sealed class is not noticed",
  },
  {
    file: VERIFY_CLASS,
    from: 'side === "members" ? "constructor" : "prototype"',
    to: 'side === "members" ? "prototype" : "constructor"',
    breaks: "a member on the wrong side is not hinted at",
  },
  {
    file: VERIFY_METHOD,
    from: "value.length > names.length",
    to: "value.length > names.length + 1",
    breaks: "one required parameter too many passes",
  },
  {
    file: VERIFY_METHOD,
    from: "value.length > names.length",
    to: "value.length >= names.length",
    breaks: "a method with all its parameters asks for too many",
  },
  {
    file: VERIFY_METHOD,
    from: "    if (method.optional) return [];\n",
    to: "",
    breaks: "optional methods must be there",
  },
  {
    file: VERIFY_METHOD,
    from: "if (!fitsKind(written, kind)) {",
    to: "if (false) {",
    breaks: "a method of another kind passes",
  },
  {
    file: VERIFY_METHOD,
    from: "if (value === undefined && method.optional && get === undefined) return [];",
    to: "",
    breaks: "an optional method must not be undefined",
  },
  {
    file: METHOD_KIND,
    from: 'written === "sync" || written === kind',
    to: "written === kind",
    breaks: "a plain function cannot answer with a promise",
  },
  {
    file: METHOD_KIND,
    from: 'tag === "[object AsyncGeneratorFunction]" ? "asyncGenerator" : "sync"',
    to: '"sync"',
    breaks: "an async generator passes for a plain method",
  },
  {
    file: ATTRIBUTE_KIND,
    from: 'const needsGetter = kind === "getter" || kind === "accessor";',
    to: 'const needsGetter = kind === "getter";',
    breaks: "an accessor needs no getter",
  },
  {
    file: ATTRIBUTE_KIND,
    from: 'const needsSetter = kind === "setter" || kind === "accessor";',
    to: 'const needsSetter = kind === "setter";',
    breaks: "an accessor needs no setter",
  },
  {
    file: MISSING_HINT,
    from: "!isBuiltIn && ",
    to: "",
    breaks: "what every class has is taken for a misplaced member",
  },
  {
    file: MISSING_HINT,
    from: "filter((other) => !names.includes(other))",
    to: "filter(() => true)",
    breaks: "a member of the contract is to be renamed to another",
  },
  {
    file: MISSING_HINT,
    from: "if (isPrivate && !isField) return",
    to: "if (isPrivate) return",
    breaks: "a private name hides that the field has it",
  },
  {
    file: VERIFY_CLASS,
    from: "  if (isReplaceable(holder, member.key)) return [];\n",
    to: "  return [];\n",
    breaks: "a sealed class is refused by the platform",
  },
];
