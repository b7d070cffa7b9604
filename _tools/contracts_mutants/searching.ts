import type { Mutant } from "../mutants.ts";

const COUNTEREXAMPLE = "contracts/substitution/counterexample.ts";
const JUDGE = "contracts/substitution/judge.ts";
const CANDIDATES = "contracts/substitution/candidates.ts";
const SCALAR_VALUES = "contracts/substitution/scalar_values.ts";
const BRANCHES = "contracts/substitution/branches.ts";

/** What goes wrong in the search for a counterexample. */
export const SEARCHING: readonly Mutant[] = [
  {
    file: COUNTEREXAMPLE,
    from: "const value = shrink(found[0], differs);",
    to: "const value = found[0];",
    breaks: "a counterexample is as large as it was found",
  },
  {
    file: COUNTEREXAMPLE,
    from: "return found.length > 0 && differs(value) ?",
    to: "return found.length > 0 ?",
    breaks: "what a validator does not say twice is a proof",
  },
  {
    file: COUNTEREXAMPLE,
    from: "refuser.accepts(value) === false;",
    to: "refuser.accepts(value) !== true;",
    breaks: "a schema that has no answer refuses",
  },
  {
    file: COUNTEREXAMPLE,
    from: "accepter.accepts(value) === true && refuser",
    to: "accepter.accepts(value) !== false && refuser",
    breaks: "a schema that has no answer accepts",
  },
  {
    file: COUNTEREXAMPLE,
    from: "found = firstOf(valuesOf([...places, ...ideas]), limit, differs);",
    to: "found = firstOf(valuesOf(places), limit, differs);",
    breaks: "what the narrower schema says of itself is not looked at",
  },
  {
    file: COUNTEREXAMPLE,
    from: "if (--left <= 0) break;",
    to: "",
    breaks: "the search goes on without a limit",
  },
  {
    file: JUDGE,
    from: "error instanceof AsyncSchemaError ? 0 : this.#throwsLeft - 1",
    to: "this.#throwsLeft",
    breaks: "a schema that throws is asked for ever",
  },
  {
    file: JUDGE,
    from: "      result.then(undefined, () => {});\n",
    to: "",
    breaks: "the promise of a schema ends the search",
  },
  {
    file: CANDIDATES,
    from: "    if (left-- <= 0) return;\n",
    to: "",
    breaks: "candidates come without a limit",
  },
  {
    file: CANDIDATES,
    from: "if (judge.accepts(own) !== undefined) yield own;",
    to: "yield own;",
    breaks: "candidates come of which the schema can say nothing",
  },
  {
    file: CANDIDATES,
    from: "const own = copy(value);",
    to: "const own = value;",
    breaks: "candidates share their parts",
  },
  {
    file: CANDIDATES,
    from: "if (stated && hasPlain(stated, judge)) return [...places, stated];",
    to: "if (stated) return [...places, stated];",
    breaks: "a JSON Schema that leaves out a rule is trusted",
  },
  {
    file: SCALAR_VALUES,
    from: "return [at, at - 1, at + 1, at - 0.5, at + 0.5, at - least, at + least];",
    to: "return [at];",
    breaks: "nothing is tried beside a bound",
  },
  {
    file: SCALAR_VALUES,
    from: "flatMap((at) => [at, at - 1, at + 1])",
    to: "flatMap((at) => [at])",
    breaks: "no length is tried beside a limit",
  },
  {
    file: SCALAR_VALUES,
    from: "if (seen.has(value) && !Object.is(value, -0)) continue;",
    to: "",
    breaks: "candidates come twice",
  },
  {
    file: BRANCHES,
    from: "return allOf.map((one) => resolve(one, root)).reduce(merge, own);",
    to: "return own;",
    breaks: "what a JSON Schema joins is not looked at",
  },
  {
    file: BRANCHES,
    from: "branches.length === MAX_BRANCHES || nesting > MAX_NESTING || json === false",
    to: "json === false",
    breaks: "the branches of a JSON Schema that holds itself do not end",
  },
];
