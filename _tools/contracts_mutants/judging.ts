import type { Mutant } from "../mutants.ts";

const JUDGE = "contracts/enforcement/judge.ts";

/** What goes wrong while calls and answers are judged. */
export const JUDGING: readonly Mutant[] = [
  {
    file: JUDGE,
    from: "if (refusals.size === clauses.length) {",
    to: "if (refusals.size > 0) {",
    breaks: "what one of two contracts accepts is refused: parameters are joined with AND",
  },
  {
    file: JUDGE,
    from: 'const blame = isSuperCall(slot, self) ? "subclass" : "caller";',
    to: 'const blame = "caller" as const;',
    breaks: "the caller is blamed for what an override hands to super",
  },
  {
    file: JUDGE,
    from: "if (promise === undefined) continue;",
    to: "continue;",
    breaks: "a contract may refuse what the one it extends accepts",
  },
  {
    file: JUDGE,
    from: "clauses: [clause, promise]",
    to: "clauses: [clause]",
    breaks: "the promise that was broken is not named",
  },
  {
    file: JUDGE,
    from: "derives(plan, other.plan) && !refusing",
    to: "plan !== other.plan && !refusing",
    breaks: "what an unrelated contract accepts counts as a promise",
  },
  {
    file: JUDGE,
    from: "blame: isNarrower || isSuperCall(slot, self)",
    to: "blame: isSuperCall(slot, self)",
    breaks: "the caller is blamed for a write that only the subclass refuses",
  },
  {
    file: JUDGE,
    from: "blame: isNarrower || isSuperCall(slot, self) ?",
    to: "blame: isNarrower ?",
    breaks: "the caller is blamed for what a setter hands to super",
  },
  {
    file: JUDGE,
    from: "if (checker === undefined || checker.test(value)) continue;",
    to: "if (refusals.size > 0 || checker === undefined || checker.test(value)) continue;",
    breaks: "only the first contract tells what is wrong with a result",
  },
  {
    file: JUDGE,
    from: 'const blame = isWider ? "subclass" : answerer(slot, refusing);',
    to: "const blame = answerer(slot, refusing);",
    breaks: "a contract that promises more widely is not blamed",
  },
  {
    file: JUDGE,
    from: "return slot.isOwn && clauses",
    to: "return clauses",
    breaks: "a subclass answers for what it has inherited",
  },
  {
    file: JUDGE,
    from: "return slot.isOwn && clauses.some(({ plan }) => inherits(holder, plan))",
    to: "return slot.isOwn",
    breaks: "every class is blamed as a subclass",
  },
  {
    file: JUDGE,
    from: "refusals.toSorted((a, b) => a.length - b.length)",
    to: "refusals.toSorted((a, b) => b.length - a.length)",
    breaks: "the contract that is furthest from accepting tells what is wrong",
  },
  {
    file: JUDGE,
    from: "others.flat().filter((other) => isSamePath(violation, other))",
    to: "others.flat().filter(() => false)",
    breaks: "what the other contracts would take is not told",
  },
  {
    file: JUDGE,
    from: "one.expected === other.expected && isSamePath(one, other)",
    to: "isSamePath(one, other)",
    breaks: "of two contracts only the first tells what it asks for",
  },
  {
    file: JUDGE,
    from: "one.expected === other.expected && isSamePath(one, other)",
    to: "false",
    breaks: "what two contracts ask for in the same words is told twice",
  },
  {
    file: JUDGE,
    from: "return path.length === other.path.length && path",
    to: "return path",
    breaks: "a path counts as the same as one that goes on",
  },
  {
    file: JUDGE,
    from: "  if (self === holder) return false;\n",
    to: "",
    breaks: "a call of a static method looks like one through super",
  },
  {
    file: JUDGE,
    from: '  if (typeof self === "function" && Object.hasOwn(self, key)) return true;\n',
    to: "",
    breaks: "a static method that calls super is not blamed",
  },
  {
    file: JUDGE,
    from: "while (ancestor !== null && ancestor !== holder) {",
    to: "while (ancestor !== null) {",
    breaks: "every call looks like one through super",
  },
  {
    file: JUDGE,
    from: "    if (Object.hasOwn(ancestor, key)) return true;\n",
    to: "",
    breaks: "an override that calls super is not blamed",
  },
];
