import type { Mutant } from "../mutants.ts";

const INVARIANTS = "contracts/enforcement/invariants.ts";

/** What goes wrong with the rules and the fields of objects. */
export const HOLDING: readonly Mutant[] = [
  {
    file: INVARIANTS,
    from: "  if (underWay.has(self)) return;\n",
    to: "",
    breaks: "the rules are asked in the middle of a call",
  },
  {
    file: INVARIANTS,
    from: 'if (isKept) check(slot, member, self, "after");',
    to: 'check(slot, member, self, "after");',
    breaks: "a broken rule hides what a method has thrown",
  },
  {
    file: INVARIANTS,
    from: "      leave(self);\n      // What is thrown",
    to: "      // What is thrown",
    breaks: "a call never ends, so that the rules are not asked again",
  },
  {
    file: INVARIANTS,
    from: "      value = await result;\n    } finally {\n      leave(self);",
    to: "      value = await result;\n    } finally {",
    breaks: "an async call never ends, so that the rules are not asked again",
  },
  {
    file: INVARIANTS,
    from: '    check(slot, member, self, "after");\n    return value;',
    to: "    return value;",
    breaks: "the rules are not asked after an async call",
  },
  {
    file: INVARIANTS,
    from: "      return Promise.reject(error);\n",
    to: "      throw error;\n",
    breaks: "an async method throws when a rule was broken before",
  },
  {
    file: INVARIANTS,
    from: "if (!isThenable(result)) leave(self);",
    to: "leave(self);",
    breaks: "an async call is over before its promise is settled",
  },
  {
    file: INVARIANTS,
    from: '    if (slot.modesOf(invariant.plan).of() === "off") continue;\n',
    to: "",
    breaks: "the rules of a contract that is off are asked",
  },
  {
    file: INVARIANTS,
    from: 'when === "after" ? answerer(slot, clauses) : "implementation" as const',
    to: '"implementation" as const',
    breaks: "a subclass is not blamed for the rule that it breaks",
  },
  {
    file: INVARIANTS,
    from: 'when === "after" ? answerer(slot, clauses) : "implementation" as const',
    to: "answerer(slot, clauses)",
    breaks: "a subclass is blamed for a rule that was broken before",
  },
  {
    file: INVARIANTS,
    from: '"cause" in broken ? HINTS.thrown : HINTS[when]',
    to: "HINTS[when]",
    breaks: "the hint says nothing of a rule that throws",
  },
  {
    file: INVARIANTS,
    from: "  begin(self);\n  try {\n    const answer",
    to: "  try {\n    const answer",
    breaks: "a rule that calls a method is asked for ever",
  },
  {
    file: INVARIANTS,
    from: "if (isThenable(answer)) return broken(waitForNobody(answer));",
    to: "",
    breaks: "a rule that answers with a promise holds",
  },
  {
    file: INVARIANTS,
    from: "  answer.then(undefined, () => {});\n",
    to: "",
    breaks: "the promise of a rule ends the program",
  },
  {
    file: INVARIANTS,
    from: "else underWay.set(self, rest);",
    to: "else underWay.delete(self);",
    breaks: "the rules are asked while another call is under way",
  },
  {
    file: INVARIANTS,
    from: "async (step) => await later(this, step)",
    to: "(step) => step()",
    breaks: "the rules are not asked around the steps of an async generator",
  },
  {
    file: INVARIANTS,
    from: '  check(slot, member, self, "before");\n',
    to: "",
    breaks: "the rules are not asked before a call",
  },
  {
    file: INVARIANTS,
    from: "return { ...broken(`an error: ${preview(cause)}`), cause };",
    to: "throw cause;",
    breaks: "a rule that throws takes the place of the error",
  },
];
