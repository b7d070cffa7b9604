import type { Mutant } from "../mutants.ts";

const LAZY = "contracts/schemas/lazy.ts";
const EXPLAIN_PARTS = "contracts/schemas/explain_parts.ts";
const SCHEMA_PROBLEM = "contracts/schemas/schema_problem.ts";
const JSON_SCHEMA = "contracts/schemas/json_schema.ts";

/** What goes wrong with schemas that hold themselves, and with long lists of problems. */
export const CYCLING: readonly Mutant[] = [
  {
    file: LAZY,
    from: "  known.set(value, true);\n",
    to: "",
    breaks: "a cycle is followed for ever",
  },
  {
    file: LAZY,
    from: "      if (explained.has(value)) return;\n",
    to: "",
    breaks: "a cycle is explained for ever",
  },
  {
    file: LAZY,
    from: "if (depth === 0 || !isAccepted) forget(depth === 0 ? 0 : first);",
    to: "if (depth === 0) forget(0);",
    breaks: "what rests on a refused assumption stays accepted",
  },
  {
    file: LAZY,
    from: "if (depth === 0 || known.get(value)) known.delete(value);",
    to: "if (depth === 0) known.delete(value);",
    breaks: "an assumption outlives its refusal",
  },
  {
    file: LAZY,
    from: "        if (isOutermost) explained.clear();\n",
    to: "",
    breaks: "a value is explained once in its life",
  },
  {
    file: LAZY,
    from: "if (depth > 0 && !isAccepted) {",
    to: "if (false) {",
    breaks: "what was refused is asked again on every way to it",
  },
  {
    file: LAZY,
    from: "        if (depth === 0) forget(0);\n",
    to: "",
    breaks: "what was found out while explaining outlives it",
  },
  {
    file: EXPLAIN_PARTS,
    from: "  if (checker.test(value)) return;\n",
    to: "",
    breaks: "parts that are accepted are explained",
  },
  {
    file: EXPLAIN_PARTS,
    from: "  if (isFull(into)) countProblems(into, 1);\n  else checker",
    to: "  checker",
    breaks: "problems beyond the limit are all worked out",
  },
  {
    file: EXPLAIN_PARTS,
    from: 'return typeof value === "object" && value !== null;',
    to: 'return typeof value === "object";',
    breaks: "null passes for an object",
  },
  {
    file: SCHEMA_PROBLEM,
    from: "countProblems(into, 1 + (problem.more ?? 0))",
    to: "countProblems(into, 1)",
    breaks: "problems that were counted are counted as one",
  },
  {
    file: SCHEMA_PROBLEM,
    from: "const MAX_PROBLEMS = 100;",
    to: "const MAX_PROBLEMS = 1_000;",
    breaks: "a list of a thousand problems is kept",
  },
  {
    file: SCHEMA_PROBLEM,
    from: "(last.more ?? 0) + count",
    to: "count",
    breaks: "only the last problem beyond the limit is counted",
  },
  {
    file: JSON_SCHEMA,
    from: "return refers ? { $id: `urn:weir:${++embedded}`, ...part } : part;",
    to: "return part;",
    breaks: "references in what another library wrote lead astray",
  },
  {
    file: JSON_SCHEMA,
    from:
      "        names.set(checker, name = `schema${names.size + 1}`);\n        definitions[name] = writer.write(checker);",
    to:
      "        name = `schema${names.size + 1}`;\n        definitions[name] = writer.write(checker);\n        names.set(checker, name);",
    breaks: "a schema that holds itself is written for ever",
  },
  {
    file: JSON_SCHEMA,
    from: 'target === "draft-07" ? "definitions" : "$defs"',
    to: '"$defs"',
    breaks: "the definitions of draft-07 stand in the wrong place",
  },
];
