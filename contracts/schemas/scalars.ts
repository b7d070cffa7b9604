import { checkInteger, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { type Explain, Schema } from "./schema.ts";

/** Options of {@linkcode string}. */
export interface StringOptions {
  /** Least number of UTF-16 code units. @default {0} */
  readonly minLength?: number;
  /** What the text must match. @default {undefined} */
  readonly pattern?: RegExp;
}

/**
 * Accepts strings.
 *
 * @throws {TypeError} If an option is not one of those, or of the wrong type.
 * @throws {RangeError} If `minLength` is not an integer from 0.
 *
 * @example A name
 * ```ts
 * import { string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const slug = string({ minLength: 1, pattern: /^[a-z-]+$/ });
 * assert.ok(slug.is("my-page") && !slug.is("My page"));
 * ```
 */
export function string(options: StringOptions = {}): Schema<string> {
  checkKeys("create a string schema", options, ["minLength", "pattern"]);
  const { minLength = 0, pattern } = options;
  checkInteger("create a string schema", "minLength", minLength, 0);
  if (pattern === undefined) {
    const expected = minLength === 0 ? "string" : `string of at least ${minLength} characters`;
    return new Schema(expected, (value) => typeof value === "string" && value.length >= minLength);
  }
  if (!(pattern instanceof RegExp)) {
    const rule = "a regular expression";
    throw new TypeError(optionMessage("create a string schema", "pattern", rule, pattern));
  }
  // With the flags g or y, test() would start where the last match of another value ended.
  const matcher = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  const length = minLength === 0 ? "" : ` of at least ${minLength} characters`;
  return new Schema(
    `string${length} like ${pattern}`,
    (value) => typeof value === "string" && value.length >= minLength && matcher.test(value),
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
  const { min, max, suffix } = bounds("create a number schema", options);
  const expected = `number${suffix}`;
  // The type of NaN is "number" as well: without a word about it the message contradicts itself.
  const explain: Explain = (received, path, into) => {
    const isNaN = Number.isNaN(received);
    into.push({ path, expected: isNaN ? `${expected} that is not NaN` : expected, received });
  };
  return new Schema(
    expected,
    (value) => typeof value === "number" && value >= min && value <= max,
    explain,
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
  const { min, max, suffix } = bounds(action, options);
  if (Math.ceil(min) > Math.floor(max)) {
    throw new RangeError(`Cannot ${action} as no integer lies from ${min} to ${max}: widen them`);
  }
  return new Schema(
    `integer${suffix}`,
    (value) => Number.isSafeInteger(value) && value as number >= min && value as number <= max,
  );
}

/** Accepts `true` and `false`. */
export function boolean(): Schema<boolean> {
  return new Schema("boolean", (value) => typeof value === "boolean");
}

/** A value that can be written as a type. */
export type Literal = string | number | boolean | bigint | null | undefined;

/** Accepts one value; `0` and `-0` are the same, as in {@linkcode oneOf}. */
export function literal<const T extends Literal>(value: T): Schema<T> {
  return new Schema(formatLiteral(value), (given) => given === value || Object.is(given, value));
}

/**
 * Accepts one of some values.
 *
 * @throws {TypeError} If `values` is not an array of one value or more.
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
  const set: ReadonlySet<unknown> = new Set(values);
  return new Schema(values.map(formatLiteral).join(" or "), (value) => set.has(value));
}

/** Accepts everything, and takes on whatever type its place asks for: nothing is checked. */
export function unknown<T = unknown>(): Schema<T> {
  return new Schema("anything", () => true);
}

function formatLiteral(value: Literal): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "bigint" ? `${value}n` : String(value);
}

function bounds(
  action: string,
  options: NumberOptions,
): { min: number; max: number; suffix: string } {
  checkKeys(action, options, ["min", "max"]);
  const { min = -Infinity, max = Infinity } = options;
  checkBound(action, "min", min);
  checkBound(action, "max", max);
  if (max < min) throw new RangeError(optionMessage(action, "max", `at least "min", ${min}`, max));
  if (min !== -Infinity && max !== Infinity) return { min, max, suffix: ` from ${min} to ${max}` };
  if (min !== -Infinity) return { min, max, suffix: ` >= ${min}` };
  return { min, max, suffix: max === Infinity ? "" : ` <= ${max}` };
}

function checkBound(action: string, option: string, value: unknown): void {
  if (typeof value === "number" && !Number.isNaN(value)) return;
  throw new TypeError(optionMessage(action, option, "a number that is not NaN", value));
}
