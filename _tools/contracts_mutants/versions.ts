import type { Mutant } from "../mutants.ts";

const VERSION_RANGE = "contracts/registry/version_range.ts";

/** What goes wrong in ranges of versions. */
export const VERSIONS: readonly Mutant[] = [
  {
    file: VERSION_RANGE,
    from: "firstNonZero === -1 ? last : firstNonZero",
    to: "0",
    breaks: "^0.2 takes 0.3",
  },
  {
    file: VERSION_RANGE,
    from: "next(given, Math.min(last, 1))",
    to: "next(given, last)",
    breaks: "~1.2.3 takes no later patch",
  },
  {
    file: VERSION_RANGE,
    from: 'full ? [[">", low]] : [[">=", toVersion(next(given, last).numbers, [])]]',
    to: '[[">", low]]',
    breaks: ">1 takes 1.5",
  },
  {
    file: VERSION_RANGE,
    from: 'full ? [["<=", low]] : [["<", next(given, last)]]',
    to: '[["<=", low]]',
    breaks: "<=1 does not take 1.5",
  },
  {
    file: VERSION_RANGE,
    from: 'full ? [["<", low]] : [["<", toVersion(given, [LOWEST])]]',
    to: '[["<", low]]',
    breaks: "<2 takes the betas of 2.0.0",
  },
  {
    file: VERSION_RANGE,
    from: " && bound.pre[0] !== LOWEST",
    to: "",
    breaks: "a bound that nobody wrote lets betas in",
  },
  {
    file: VERSION_RANGE,
    from: "compareNumbers(bound, version) === 0 && bound",
    to: "bound",
    breaks: "a beta of one version lets in those of others",
  },
  {
    file: VERSION_RANGE,
    from: "if (left && right) return Number(a) - Number(b);",
    to: "",
    breaks: "beta.10 comes before beta.9",
  },
  {
    file: VERSION_RANGE,
    from: "return left ? -1 : 1;",
    to: "return left ? 1 : -1;",
    breaks: "numbers come after words in a pre-release",
  },
  {
    file: VERSION_RANGE,
    from: "if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;",
    to: "",
    breaks: "a release comes before its betas",
  },
  {
    file: VERSION_RANGE,
    from: "alternatives.some((comparators) => comparators.length === 0)",
    to: "alternatives.every((comparators) => comparators.length === 0)",
    breaks: "what has no version is not in a range that takes any",
  },
  {
    file: VERSION_RANGE,
    from: "return order >= 0;",
    to: "return order > 0;",
    breaks: ">=1.2.3 does not take 1.2.3",
  },
  {
    file: VERSION_RANGE,
    from: "return order <= 0;",
    to: "return order < 0;",
    breaks: "<=1.2.3 does not take 1.2.3",
  },
  {
    file: VERSION_RANGE,
    from: "alternatives.some((comparators) => fits(version, comparators))",
    to: "alternatives.every((comparators) => fits(version, comparators))",
    breaks: "a version must be in all alternatives",
  },
  {
    file: VERSION_RANGE,
    from: "return version.pre.length === 0 ||",
    to: "return true ||",
    breaks: "every range takes betas",
  },
  {
    file: VERSION_RANGE,
    from: "Number(a !== undefined) - Number(b !== undefined)",
    to: "Number(b !== undefined) - Number(a !== undefined)",
    breaks: "what has no version goes before what has one",
  },
  {
    file: VERSION_RANGE,
    from: 'return operator === "<" || operator === ">" ?',
    to: "return false ?",
    breaks: "nothing is more than any, and it is taken",
  },
  {
    file: VERSION_RANGE,
    from: "|| /[xX*]/.test(part) ?",
    to: "?",
    breaks: "1.x is no range",
  },
];
