import type { Mutant } from "../mutants.ts";

const EXPLAIN = "contracts/enforcement/explain.ts";
const JUDGE_LATER = "contracts/enforcement/judge_later.ts";
const PARSE_ARGUMENTS = "contracts/enforcement/parse_arguments.ts";
const JOIN_CLAUSES = "contracts/enforcement/join_clauses.ts";
const REFUSAL = "contracts/enforcement/refusal.ts";

/** What goes wrong where several contracts speak of one member. */
export const JOINING: readonly Mutant[] = [
  {
    file: PARSE_ARGUMENTS,
    from: "if (!isParsed || parsed.has(index)) return;",
    to: "if (!isParsed) return;",
    breaks: "an argument is parsed by every contract that has it parsed",
  },
  {
    file: JUDGE_LATER,
    from: "explainLater(checker, args[index],",
    to: "explainLater(checker, args[0],",
    breaks: "schemas that take their time all look at the first argument",
  },
  {
    file: JUDGE_LATER,
    from: "if (violations.flat().length > 0) refusals.set",
    to: "if (violations[0]!.length > 0) refusals.set",
    breaks: "only the first parameter is refused by schemas that take their time",
  },
  {
    file: JUDGE_LATER,
    from: "    if (violations.length > 0) refusals.set(clause, violations);\n",
    to: "",
    breaks: "results are accepted while a schema takes its time",
  },
  {
    file: JUDGE_LATER,
    from: "      if (parsed.problems !== undefined) continue;\n",
    to: "",
    breaks: "a refused argument is lost while it is parsed after a wait",
  },
  {
    file: JUDGE_LATER,
    from: "if (index < passed.length || parsed.value !== undefined) passed",
    to: "passed",
    breaks: "an argument that was left out is there after a wait",
  },
  {
    file: JUDGE_LATER,
    from: "if (checker.parseAsync !== undefined) return await checker.parseAsync(value, path);",
    to: "",
    breaks: "nobody waits for the promise of a schema",
  },
  {
    file: JOIN_CLAUSES,
    from: 'kinds.find((kind) => kind !== "sync") ?? "sync"',
    to: "kinds[0]!",
    breaks: "the order of two contracts decides how a method refuses",
  },
  {
    file: JOIN_CLAUSES,
    from: "clauses.some(({ parses }) => parses.includes(true))",
    to: "clauses[0]!.parses.includes(true)",
    breaks: "the second contract cannot have arguments parsed",
  },
  {
    file: JOIN_CLAUSES,
    from: "all.every((checker) => checker.test(value))",
    to: "all.some((checker) => checker.test(value))",
    breaks: "the closures of two contracts accept what one of them does",
  },
  {
    file: JOIN_CLAUSES,
    from: '.join("&&")',
    to: '.join("||")',
    breaks: "the code of two contracts accepts what one of them does",
  },
  {
    file: REFUSAL,
    from: '    if (mode === "enforce") return error;\n',
    to: '    if (mode === "enforce" && listening === undefined) return error;\n',
    breaks: "one of two contracts that reports keeps the other from throwing",
  },
  {
    file: REFUSAL,
    from: "  listening?.report(error);\n",
    to: "",
    breaks: "nobody hears of a refused call that is only reported",
  },
  {
    file: REFUSAL,
    from: 'if (mode === "report") listening ??= modes;',
    to: "listening ??= modes;",
    breaks: "a contract that is off hears of a refused call",
  },
  {
    file: REFUSAL,
    from: "return { method: this.#slot.host.site() };",
    to: "return {};",
    breaks: "an error does not tell where the class implements the contract",
  },
  {
    file: REFUSAL,
    from: '    if ("cause" in ruling) this.cause = ruling.cause;\n',
    to: "",
    breaks: "what a rule has thrown is lost",
  },
  {
    file: REFUSAL,
    from: 'const name = label.replace(/^static /, "");',
    to: "const name = label;",
    breaks: "a static member is named like one of an instance",
  },
  {
    file: JUDGE_LATER,
    from: "if (!isParsed || done.has(index)) continue;",
    to: "if (done.has(index)) continue;",
    breaks: "an argument that is not to be parsed is, after a wait",
  },
  {
    file: JUDGE_LATER,
    from: "if (!isParsed || done.has(index)) continue;",
    to: "if (!isParsed) continue;",
    breaks: "two contracts parse one argument one after the other, after a wait",
  },
  {
    file: PARSE_ARGUMENTS,
    from: "if (!isParsed || parsed.has(index)) return;",
    to: "if (parsed.has(index)) return;",
    breaks: "an argument that is not to be parsed is",
  },
  {
    file: PARSE_ARGUMENTS,
    from: "if (output === undefined || output.problems !== undefined) return;",
    to: "if (output === undefined) return;",
    breaks: "a refused argument is lost while it is parsed",
  },
  {
    file: PARSE_ARGUMENTS,
    from: "if (index < passed.length || output.value !== undefined) passed",
    to: "passed",
    breaks: "an argument that was left out is there",
  },
  {
    file: EXPLAIN,
    from: "return [{ path: [name], expected: checker.expected, received: value }];",
    to: "return [];",
    breaks: "a value that is accepted the second time is refused without a word",
  },
  {
    file: EXPLAIN,
    from: "if (violations.length > 0) return violations;\n  return [{",
    to: "if (true) return violations;\n  return [{",
    breaks: "arguments that are accepted the second time are refused without a word",
  },
];
