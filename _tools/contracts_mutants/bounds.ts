import type { Mutant } from "../mutants.ts";

const SCALARS = "contracts/schemas/scalars.ts";
const SIZE_LIMITS = "contracts/schemas/size_limits.ts";
const PREDICATES = "contracts/schemas/predicates.ts";
const HAS_SLOT = "contracts/schemas/has_slot.ts";
const QUOTE = "contracts/schemas/quote.ts";
const CHOICES = "contracts/schemas/choices.ts";
const CLOSEST = "contracts/schemas/closest.ts";

/** What goes wrong in the schemas of single values. */
export const BOUNDS: readonly Mutant[] = [
  {
    file: SCALARS,
    from: 'typeof value === "number" && value >= min && value <= max',
    to: 'typeof value === "number" && value > min && value <= max',
    breaks: "the least number is refused",
  },
  {
    file: SCALARS,
    from: 'typeof value === "number" && value >= min && value <= max',
    to: 'typeof value === "number" && value >= min && value < max',
    breaks: "the greatest number is refused",
  },
  {
    file: SCALARS,
    from: "value as number >= min",
    to: "value as number > min",
    breaks: "the least integer is refused",
  },
  {
    file: SCALARS,
    from: "value as number <= max",
    to: "value as number < max",
    breaks: "the greatest integer is refused",
  },
  {
    file: SCALARS,
    from: "(value) => Number.isSafeInteger(value)",
    to: "(value) => Number.isInteger(value)",
    breaks: "integers that are not safe pass",
  },
  {
    file: SCALARS,
    from: "`Number.isSafeInteger(${value})${emit(value)}`",
    to: "`Number.isInteger(${value})${emit(value)}`",
    breaks: "integers that are not safe pass the code",
  },
  {
    file: SCALARS,
    from: "`&&${value}>=${min}`",
    to: "`&&${value}>${min}`",
    breaks: "the code refuses the least number",
  },
  {
    file: SCALARS,
    from: "`&&${value}<=${max}`",
    to: "`&&${value}<${max}`",
    breaks: "the code refuses the greatest number",
  },
  {
    file: SCALARS,
    from: "emit(value) || `&&${value}===${value}`",
    to: "emit(value)",
    breaks: "NaN passes the code",
  },
  {
    file: SCALARS,
    from: 'flags.replace(/[gy]/g, "")',
    to: "flags",
    breaks: "a pattern goes on where it ended for another value",
  },
  {
    file: SCALARS,
    from: "fits(value.length) && matcher.test(value)",
    to: "matcher.test(value)",
    breaks: "a text with a pattern may have any length",
  },
  {
    file: SCALARS,
    from: "const hasJson = !/[imsv]/.test(flags);",
    to: "const hasJson = true;",
    breaks: "JSON Schema tells a pattern without its flags",
  },
  {
    file: SCALARS,
    from: "set.size === 1 && !Number.isNaN(first)",
    to: "set.size === 1",
    breaks: "NaN is not accepted as itself",
  },
  {
    file: SCALARS,
    from: "set.size > MAX_COMPARED || set.has(NaN)",
    to: "set.size > MAX_COMPARED",
    breaks: "NaN is not accepted as itself by the code",
  },
  {
    file: SCALARS,
    from: "if (max < min) throw",
    to: "if (max <= min) throw",
    breaks: "bounds that are one number are refused",
  },
  {
    file: SCALARS,
    from: "Math.ceil(min) > Math.floor(max)",
    to: "false",
    breaks: "bounds between which there is no integer pass",
  },
  {
    file: SCALARS,
    from: 'typeof value === "number" && !Number.isNaN(value)) return;',
    to: 'typeof value === "number") return;',
    breaks: "NaN passes for a bound",
  },
  {
    file: SCALARS,
    from: "isNaN ? `${expected} that is not NaN` : expected",
    to: "expected",
    breaks: "a number is expected where NaN is received",
  },
  {
    file: SCALARS,
    from: "    optional: true,\n",
    to: "",
    breaks: "an argument of unknown type cannot be left out",
  },
  {
    file: SIZE_LIMITS,
    from: "size >= min && (max",
    to: "size > min && (max",
    breaks: "the least size is refused",
  },
  {
    file: SIZE_LIMITS,
    from: "size <= max),",
    to: "size < max),",
    breaks: "the greatest size is refused",
  },
  {
    file: SIZE_LIMITS,
    from: "`&&${size}>=${min}`",
    to: "`&&${size}>${min}`",
    breaks: "the code refuses the least size",
  },
  {
    file: SIZE_LIMITS,
    from: "`&&${size}<=${max}`",
    to: "`&&${size}<${max}`",
    breaks: "the code refuses the greatest size",
  },
  {
    file: SIZE_LIMITS,
    from: "if (max < min) throw",
    to: "if (false) throw",
    breaks: "sizes between which there is nothing pass",
  },
  {
    file: PREDICATES,
    from: "isDate(value) && !Number.isNaN(Date.prototype.getTime.call(value))",
    to: "isDate(value)",
    breaks: "a date without a time is accepted",
  },
  {
    file: PREDICATES,
    from: "new Schema(expected, (value) => Boolean(check(value))",
    to: "new Schema(expected, (value) => check(value) === true",
    breaks: "a predicate must answer with true",
  },
  {
    file: HAS_SLOT,
    from: "      Reflect.apply(read as () => unknown, value, []);\n",
    to: "",
    breaks: "what only looks like a map, a set or a date is one",
  },
  {
    file: QUOTE,
    from: 'return typeof value === "bigint" ? `${value}n` : String(value);',
    to: "return String(value);",
    breaks: "a bigint is written as a number",
  },
  {
    file: CHOICES,
    from: "(value) => value === empty || test(value)",
    to: "(value) => value === empty || value === null || test(value)",
    breaks: "what is optional may be null",
  },
  {
    file: CHOICES,
    from: 'empty === null ? "null" : "void 0"',
    to: '"null"',
    breaks: "the code takes null for what is left out",
  },
  {
    file: CHOICES,
    from: "optional: empty === undefined,",
    to: "optional: true,",
    breaks: "what may be null may be left out",
  },
  {
    file: CHOICES,
    from: "(value) => some(value) || test(value)",
    to: "(value) => some(value) && test(value)",
    breaks: "a union accepts what all of its schemas do",
  },
  {
    file: CHOICES,
    from: '.join("||")',
    to: '.join("&&")',
    breaks: "the code of a union accepts what all of its schemas do",
  },
  {
    file: CHOICES,
    from: "        if (lists.length === 0) return;\n",
    to: "",
    breaks: "a cycle in a union is explained by the union",
  },
  {
    file: CHOICES,
    from: "if (problem.path.length > path.length) continue;",
    to: "",
    breaks: "what is inside of an optional value may be undefined too",
  },
  {
    file: CLOSEST,
    from: "isLiteral ? 1_000 : 1",
    to: "1",
    breaks: "a union explains a value by the wrong one of its schemas",
  },
  {
    file: CLOSEST,
    from: "problems.every((problem) => problem.path.length >= depth)",
    to: "problems.some((problem) => problem.path.length >= depth)",
    breaks: "a union explains a value of another type by one of its schemas",
  },
];
