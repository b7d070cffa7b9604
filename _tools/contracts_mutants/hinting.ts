import type { Mutant } from "../mutants.ts";

const ARGUMENT_HINT = "contracts/report/hints/argument_hint.ts";
const RENAME_HINT = "contracts/report/hints/rename_hint.ts";
const CONVERSION = "contracts/report/hints/conversion.ts";
const LIMIT_HINT = "contracts/report/hints/limit_hint.ts";
const VALUE_HINT = "contracts/report/hints/value_hint.ts";

/** What goes wrong with hints. */
export const HINTING: readonly Mutant[] = [
  {
    file: ARGUMENT_HINT,
    from: "return index > args.length ? undefined : list",
    to: "return list",
    breaks: "each of several missing arguments has the same hint",
  },
  {
    file: ARGUMENT_HINT,
    from: "at !== index && !fits(at, at) && fits",
    to: "at !== index && fits",
    breaks: "an argument that fits is to be swapped",
  },
  {
    file: ARGUMENT_HINT,
    from: "fits(at, index) && fits(index, at)",
    to: "fits(at, index)",
    breaks: "arguments are to be swapped of which one would not fit then",
  },
  {
    file: RENAME_HINT,
    from: "pathsOf(checker, renamed).every((one) => before.includes(one))",
    to: "true",
    breaks: "a property is to be renamed though that makes it worse",
  },
  {
    file: CONVERSION,
    from: "  if (types.some((type) => forms.includes(type))) return undefined;\n",
    to: "",
    breaks: "a value of the right type is to be converted",
  },
  {
    file: CONVERSION,
    from: "TABLE.toReversed()",
    to: "TABLE",
    breaks: "of several conversions the last is hinted at",
  },
  {
    file: LIMIT_HINT,
    from: '"<=": "at most",',
    to: '"<=": "at least",',
    breaks: "a hint says at least where at most is meant",
  },
  {
    file: LIMIT_HINT,
    from: 'if (Number.isNaN(received)) return "check the calculation: it gives NaN";',
    to: "",
    breaks: "the hint for NaN is one for numbers",
  },
  {
    file: VALUE_HINT,
    from: "hint === undefined || hint.length > MAX_LENGTH ||",
    to: "hint === undefined ||",
    breaks: "hints are as long as they get",
  },
  {
    file: VALUE_HINT,
    from: " || /[\\n\\r]/.test(hint) ?",
    to: " ?",
    breaks: "hints may have several lines",
  },
  {
    file: VALUE_HINT,
    from: "if (isThenable(received)) return AWAIT[kind] ?? AWAIT_FIRST;",
    to: "",
    breaks: "nobody hints at an await that was forgotten",
  },
];
