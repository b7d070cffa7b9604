import type { Mutant } from "../mutants.ts";

const CLAIMS = "contracts/enforcement/claims.ts";
const ADOPT = "contracts/enforcement/adopt.ts";
const TERMS = "contracts/plan/terms.ts";
const MARK = "contracts/enforcement/mark.ts";

/** What goes wrong with what a class has from the classes above it. */
export const INHERITING: readonly Mutant[] = [
  {
    file: CLAIMS,
    from: "plans = plans.length === 0 ? above : union(plans, above);",
    to: "plans = plans.length === 0 ? above : plans;",
    breaks: "only the nearest ancestor's contracts are inherited",
  },
  {
    file: CLAIMS,
    from: "return claims?.copy === COPY ? claims.installation : undefined;",
    to: "return claims?.installation;",
    breaks: "another copy's checks are taken for our own",
  },
  {
    file: CLAIMS,
    from: "if (claims === undefined || claims.copy === COPY) continue;",
    to: "if (claims === undefined) continue;",
    breaks: "a contract of the same name counts as another copy",
  },
  {
    file: CLAIMS,
    from: "if (one.id === id) versions.push(one.version);",
    to: "versions.push(one.version);",
    breaks: "any contract of another copy counts",
  },
  {
    file: ADOPT,
    from: "[prototype, ...ancestors(prototype)]",
    to: "[prototype]",
    breaks: "only the lowest of several unmarked classes is checked",
  },
  {
    file: ADOPT,
    from: "behind.reverse()",
    to: "behind",
    breaks: "unmarked classes are checked from below",
  },
  {
    file: ADOPT,
    from: 'if (isClass) installOn(constructor, plans, "statics", party);',
    to: "",
    breaks: "static members of unmarked classes are not checked",
  },
  {
    file: ADOPT,
    from: "!installationOf(current)?.knows(inherited)",
    to: "installationOf(current) === undefined",
    breaks: "a marked class does not take on what a class above it does later",
  },
  {
    file: ADOPT,
    from: 'typeof constructor === "function" && constructor.prototype === prototype',
    to: 'typeof constructor === "function"',
    breaks: "an object between two classes passes for a class",
  },
  {
    file: ADOPT,
    from: 'typeof name === "string" && name !== "" ? name : "(anonymous)"',
    to: "name as string",
    breaks: "a static member called name gets into messages",
  },
  {
    file: TERMS,
    from: "added.length === 0 ? plans : [...new Set([...plans, ...added])]",
    to: "added.length === 0 ? plans : [...plans, ...added]",
    breaks: "a contract that is inherited twice counts twice",
  },
  {
    file: TERMS,
    from:
      "last: clauses.filter(({ plan }) => !clauses.some((other) => derives(other.plan, plan))),",
    to: "last: clauses,",
    breaks: "what was said before it was said anew still counts",
  },
  {
    file: TERMS,
    from: "invariants.length > 0 || clauses",
    to: "clauses",
    breaks: "the rules of a contract that does not name the member are not asked",
  },
  {
    file: TERMS,
    from: "clauses.some(({ plan }) => lineage.includes(plan))",
    to: "clauses.some(({ plan }) => lineage[0] === plan)",
    breaks: "a contract has no say in what it has from its parent",
  },
  {
    file: MARK,
    from: '  Object.defineProperty(wrapper, "name", { value: name, configurable: true });\n',
    to: "",
    breaks: "a wrapper has a name of its own",
  },
  {
    file: MARK,
    from:
      '  if (length !== 0) Object.defineProperty(wrapper, "length", { value: length, configurable: true });\n',
    to: "",
    breaks: "a wrapper has a length of its own",
  },
  {
    file: MARK,
    from: "one?.get === other?.get && ",
    to: "",
    breaks: "a getter that somebody has replaced is overwritten",
  },
  {
    file: MARK,
    from: "  if (!Object.isExtensible(holder)) return false;\n",
    to: "",
    breaks: "members can be covered on a frozen class",
  },
  {
    file: MARK,
    from: "own.configurable === true || own.writable === true",
    to: "own.configurable === true",
    breaks: "a member that can only be written counts as sealed",
  },
  {
    file: MARK,
    from: "own.configurable === true || own.writable === true",
    to: "true",
    breaks: "a member that is sealed counts as free",
  },
];
