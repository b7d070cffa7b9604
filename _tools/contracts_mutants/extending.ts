import type { Mutant } from "../mutants.ts";

const SUBSTITUTION_PROBLEMS = "contracts/substitution/substitution_problems.ts";
const VERIFY_EXTENSION = "contracts/verification/verify_extension.ts";

/** What goes wrong when a contract extends another. */
export const EXTENDING: readonly Mutant[] = [
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "findCounterexample(theirs.schema, mine.schema,",
    to: "findCounterexample(mine.schema, theirs.schema,",
    breaks: "parameters must be narrower instead of wider",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "findCounterexample(child.result, parent.result,",
    to: "findCounterexample(parent.result, child.result,",
    breaks: "results must be wider instead of narrower",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "!mine.optional && (theirs === undefined || theirs.optional)",
    to: "!mine.optional && theirs === undefined",
    breaks: "what was optional may be required",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "!mine.optional && (theirs === undefined || theirs.optional)",
    to: "!mine.optional && theirs !== undefined && theirs.optional",
    breaks: "a further parameter may be required",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "  if (!parent.writable) return problems;\n",
    to: "  return problems;\n",
    breaks: "what can be written may be narrower",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "if (!child.writable) {",
    to: "if (false) {",
    breaks: "what can be written may become read-only",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "kind.length > 0 ? [] : resultProblems(parent, child, name)",
    to: "resultProblems(parent, child, name)",
    breaks: "results of different kinds are compared",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "return [...kind, ...params,",
    to: "return [...params,",
    breaks: "a method may become async",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "{ examples: parent.examples }",
    to: "{}",
    breaks: "examples of the parent are not tried on what is written",
  },
  {
    file: SUBSTITUTION_PROBLEMS,
    from: "const examples = parent.examples?.map(({ args }) => args[index]);",
    to: "const examples: unknown[] = [];",
    breaks: "examples of the parent are not tried",
  },
  {
    file: VERIFY_EXTENSION,
    from: "    plan.modes.report(error);\n",
    to: "",
    breaks: "nobody hears of a break that is only reported",
  },
  {
    file: VERIFY_EXTENSION,
    from: "plan.modes.of(label) === mode",
    to: "plan.modes.of() === mode",
    breaks: "breaks do not follow the modes of members",
  },
  {
    file: VERIFY_EXTENSION,
    from: "const before = plan.lineage.slice(1)\n",
    to: "const before = plan.lineage.slice(1).reverse()\n",
    breaks: "a contract is compared with the first it extends instead of the last",
  },
  {
    file: VERIFY_EXTENSION,
    from: " && other.label === label",
    to: "",
    breaks: "a static member is compared with that of an instance",
  },
  {
    file: VERIFY_EXTENSION,
    from: 'const writable = kind === "setter" || kind === "accessor";',
    to: "const writable = true;",
    breaks: "a field counts as written",
  },
  {
    file: VERIFY_EXTENSION,
    from: 'const writable = kind === "setter" || kind === "accessor";',
    to: 'const writable = kind === "setter";',
    breaks: "an accessor counts as read-only",
  },
  {
    file: VERIFY_EXTENSION,
    from: "optional: isOptional(checker),",
    to: "optional: checker.optional === true,",
    breaks: "parameters of other libraries are never optional in an extension",
  },
  {
    file: VERIFY_EXTENSION,
    from: ": (result as unknown[]).map((item) => ({ args, result: item }));",
    to: ": [{ args, result }];",
    breaks: "the items of an example count as one",
  },
];
