import { checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { Emit, Explain, JsonSchema } from "./checking.ts";
import { isLiteral, type Literal, LITERAL_RULE, quote } from "./quote.ts";
import { Schema } from "./schema.ts";
import { addProblem } from "./schema_problem.ts";
import { sizeLimits } from "./size_limits.ts";

export type { Literal } from "./quote.ts";

/** Options of {@linkcode string}. */
export interface StringOptions {
  /** Least number of UTF-16 code units. @default {0} */
  readonly minLength?: number;
  /** Greatest number of UTF-16 code units. @default {Infinity} */
  readonly maxLength?: number;
  /** What the text must match. @default {undefined} */
  readonly pattern?: RegExp;
}

/**
 * Accepts strings.
 *
 * @throws {TypeError} If an option is not one of those, or of the wrong type.
 * @throws {RangeError} If a length is not an integer from 0, or no length lies between the two.
 *
 * @example A name
 * ```ts
 * import { string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const slug = string({ minLength: 1, maxLength: 40, pattern: /^[a-z-]+$/ });
 * assert.ok(slug.is("my-page") && !slug.is("My page"));
 * ```
 */
export function string(options: StringOptions = {}): Schema<string> {
  const action = "create a string schema";
  checkKeys(action, options, ["minLength", "maxLength", "pattern"]);
  const { minLength, maxLength, pattern } = options;
  const { fits, words, emit, json } = sizeLimits(action, "Length", [minLength, maxLength]);
  const basic: Emit = (_code, value) => `typeof ${value}==="string"${emit(`${value}.length`)}`;
  if (pattern === undefined) {
    return new Schema(
      `string${words}`,
      words === ""
        ? (value) => typeof value === "string"
        : (value) => typeof value === "string" && fits(value.length),
      { emit: basic, json: () => ({ type: "string", ...json }) },
    );
  }
  if (!(pattern instanceof RegExp)) {
    const rule = "a regular expression";
    throw new TypeError(optionMessage(action, "pattern", rule, pattern));
  }
  const { source, flags } = pattern;
  // With the flags g or y, test() would start where the last match of another value ended.
  const matcher = new RegExp(source, flags.replace(/[gy]/g, ""));
  const hasJson = !/[imsv]/.test(flags);
  return new Schema(
    `string${words} like ${pattern}`,
    (value) => typeof value === "string" && fits(value.length) && matcher.test(value),
    {
      emit: (code, value) => `${basic(code, value)}&&${code.constant(matcher)}.test(${value})`,
      ...(hasJson && { json: () => ({ type: "string", ...json, pattern: source }) }),
    },
  );
}

/** Options of {@linkcode number} and {@linkcode integer}. */
export interface NumberOptions {
  /** Least value. @default {-Infinity} */
  readonly min?: number;
  /** Greatest value. @default {Infinity} */
  readonly max?: number;
}

/**
 * Accepts numbers, but not `NaN`.
 *
 * @throws {TypeError} If an option is not one of those, or not a number.
 * @throws {RangeError} If nothing lies between the bounds.
 *
 * @example A price
 * ```ts
 * import { number } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const price = number({ min: 0 });
 * assert.ok(price.is(9.9) && !price.is(-1) && !price.is(NaN));
 * ```
 */
export function number(options: NumberOptions = {}): Schema<number> {
  const { min, max, suffix, emit, json } = bounds("create a number schema", options);
  const expected = `number${suffix}`;
  // The type of NaN is "number" as well: without a word about it the message contradicts itself.
  const explain: Explain = (received, path, into) => {
    const isNaN = Number.isNaN(received);
    addProblem(into, {
      path,
      expected: isNaN ? `${expected} that is not NaN` : expected,
      received,
    });
  };
  return new Schema(
    expected,
    (value) => typeof value === "number" && value >= min && value <= max,
    {
      explain,
      emit: (_code, value) => `typeof ${value}==="number"${emit(value) || `&&${value}===${value}`}`,
      json: () => ({ type: "number", ...json }),
    },
  );
}

/**
 * Accepts integers that a number holds exactly.
 *
 * @throws {TypeError} If an option is not one of those, or not a number.
 * @throws {RangeError} If nothing lies between the bounds.
 *
 * @example A count
 * ```ts
 * import { integer } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const count = integer({ min: 0 });
 * assert.ok(count.is(3) && !count.is(3.5) && !count.is(2 ** 53));
 * ```
 */
export function integer(options: NumberOptions = {}): Schema<number> {
  const action = "create an integer schema";
  const { min, max, suffix, emit, json } = bounds(action, options);
  if (Math.ceil(min) > Math.floor(max)) {
    throw new RangeError(`Cannot ${action} as no integer lies from ${min} to ${max}: widen them`);
  }
  return new Schema(
    `integer${suffix}`,
    (value) => Number.isSafeInteger(value) && value as number >= min && value as number <= max,
    {
      emit: (_code, value) => `Number.isSafeInteger(${value})${emit(value)}`,
      json: () => ({ type: "integer", ...json }),
    },
  );
}

/** Accepts `true` and `false`. */
export function boolean(): Schema<boolean> {
  return ofType("boolean", (value) => typeof value === "boolean", () => ({ type: "boolean" }));
}

/** Accepts bigints. */
export function bigint(): Schema<bigint> {
  return ofType("bigint", (value) => typeof value === "bigint");
}

/**
 * Accepts functions; neither what they take nor what they return can be seen from outside.
 *
 * @typeParam F Type of the function.
 */
export function func<F extends (...args: never[]) => unknown>(): Schema<F> {
  return ofType("function", (value) => typeof value === "function");
}

function ofType<T>(
  type: string,
  test: (value: unknown) => boolean,
  json?: () => JsonSchema,
): Schema<T> {
  return new Schema(type, test, {
    emit: (_code, value) => `typeof ${value}==="${type}"`,
    json,
  });
}

/**
 * Accepts one value; `0` and `-0` are the same, as in {@linkcode oneOf}.
 *
 * @throws {TypeError} If it is an object, a function or a symbol.
 */
export function literal<const T extends Literal>(value: T): Schema<T> {
  checkLiteral("value", value);
  return oneOf([value]);
}

/** Values that are compared one by one, which is faster than a set of a few. */
const MAX_COMPARED = 8;

/**
 * Accepts one of some values.
 *
 * @throws {TypeError} If `values` is not an array of one value or more, or one of them is an object, a
 * function or a symbol.
 *
 * @example A level
 * ```ts
 * import { oneOf } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const level = oneOf(["info", "error"]);
 * assert.equal(level.expected, '"info" or "error"');
 * assert.ok(level.is("info") && !level.is("warning"));
 * ```
 */
export function oneOf<const T extends Literal>(values: readonly T[]): Schema<T> {
  if (!Array.isArray(values) || values.length === 0) {
    const rule = "an array of one value or more";
    throw new TypeError(optionMessage("create a schema", "values", rule, values));
  }
  // A copy, so that what becomes code later is what was checked.
  const list: readonly T[] = Array.from(values);
  list.forEach((value, index) => checkLiteral(`values[${index}]`, value));
  const set: ReadonlySet<unknown> = new Set(list);
  const [first] = list;
  // A set finds NaN, which equals nothing.
  const isOne = set.size === 1 && !Number.isNaN(first);
  const hasJson = list.every((value) =>
    value === null || /^[bs]/.test(typeof value) && typeof value !== "bigint" ||
    Number.isFinite(value)
  );
  return new Schema(
    list.map(quote).join(" or "),
    isOne ? (value) => value === first : (value) => set.has(value),
    {
      emit: (code, value) =>
        set.size > MAX_COMPARED || set.has(NaN)
          ? `${code.constant(set)}.has(${value})`
          : `(${list.map((one) => `${value}===${quote(one)}`).join("||")})`,
      ...(hasJson && {
        json: () => list.length === 1 ? { const: first } : { enum: [...set] },
      }),
    },
  );
}

function checkLiteral(option: string, value: unknown): void {
  if (!isLiteral(value)) {
    throw new TypeError(optionMessage("create a schema", option, LITERAL_RULE, value));
  }
}

/** Accepts everything, and takes on whatever type its place asks for: nothing is checked. */
export function unknown<T = unknown>(): Schema<T> {
  return new Schema("anything", () => true, {
    emit: () => "true",
    json: () => ({}),
    optional: true,
  });
}

function bounds(action: string, options: NumberOptions): {
  min: number;
  max: number;
  suffix: string;
  emit: (value: string) => string;
  json: JsonSchema;
} {
  checkKeys(action, options, ["min", "max"]);
  const { min = -Infinity, max = Infinity } = options;
  checkBound(action, "min", min);
  checkBound(action, "max", max);
  if (max < min) throw new RangeError(optionMessage(action, "max", `at least "min", ${min}`, max));
  const hasMin = min !== -Infinity;
  const hasMax = max !== Infinity;
  let suffix = hasMin ? ` >= ${min}` : hasMax ? ` <= ${max}` : "";
  if (hasMin && hasMax) suffix = ` from ${min} to ${max}`;
  return {
    min,
    max,
    suffix,
    emit: (value) => (hasMin ? `&&${value}>=${min}` : "") + (hasMax ? `&&${value}<=${max}` : ""),
    json: { ...(hasMin && { minimum: min }), ...(hasMax && { maximum: max }) },
  };
}

function checkBound(action: string, option: string, value: unknown): void {
  if (typeof value === "number" && !Number.isNaN(value)) return;
  throw new TypeError(optionMessage(action, option, "a number that is not NaN", value));
}
