import { didYouMean } from "./did_you_mean.ts";

/** Writes a value the way an error message shows it: short, on one line, strings in quotes. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? value.slice(0, 57) + "..." : value);
  }
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  // A generator has a constructor without a name.
  const isNamed = typeof name === "string" && name !== "" && name !== "Object";
  return isNamed ? `an instance of ${name}` : "an object";
}

/**
 * The sentence of every option error in this package:
 * `Cannot <action> as "<option>" must be <rule>: current value is <value>`.
 */
export function optionMessage(
  action: string,
  option: string,
  rule: string,
  value: unknown,
): string {
  return `Cannot ${action} as "${option}" must be ${rule}: current value is ${formatValue(value)}`;
}

/**
 * Checks that an option is an integer within bounds.
 *
 * @throws {TypeError} If it is not a number.
 * @throws {RangeError} If it is not an integer from `min` to `max`.
 */
export function checkInteger(
  action: string,
  option: string,
  value: unknown,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  const rule = max === Number.MAX_SAFE_INTEGER
    ? `an integer >= ${min}`
    : `an integer from ${min} to ${max}`;
  if (typeof value !== "number") throw new TypeError(optionMessage(action, option, rule, value));
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(optionMessage(action, option, rule, value));
  }
  return value;
}

/**
 * Checks that an option is a duration in milliseconds: a number from `min`, `Infinity` allowed.
 *
 * @throws {TypeError} If it is not a number.
 * @throws {RangeError} If it is `NaN` or smaller than `min`.
 */
export function checkDuration(
  action: string,
  option: string,
  value: unknown,
  min: number = 0,
): number {
  const rule = `a number of milliseconds >= ${min}`;
  if (typeof value !== "number") throw new TypeError(optionMessage(action, option, rule, value));
  if (!(value >= min)) throw new RangeError(optionMessage(action, option, rule, value));
  return value;
}

/**
 * Checks that an option is a non-empty string.
 *
 * @throws {TypeError} If it is anything else.
 */
export function checkString(action: string, option: string, value: unknown): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(optionMessage(action, option, "a non-empty string", value));
  }
  return value;
}

/**
 * Checks that an option is a function.
 *
 * @throws {TypeError} If it is anything else.
 */
export function checkFunction(action: string, option: string, value: unknown): void {
  if (typeof value !== "function") {
    throw new TypeError(optionMessage(action, option, "a function", value));
  }
}

/**
 * Checks that an option is an object, and no array.
 *
 * @throws {TypeError} If it is anything else.
 */
export function checkObject(action: string, option: string, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(optionMessage(action, option, "an object", value));
  }
}

/**
 * Refuses option names that do not exist, and names the one that was probably meant. `name` is what
 * the caller knows the object as, where it is not an options argument.
 *
 * @throws {TypeError} If `options` is not an object, or holds a key that is not in `known`.
 */
export function checkKeys(
  action: string,
  options: unknown,
  known: readonly string[],
  name: string = "options",
): void {
  if (options === undefined) return;
  checkObject(action, name, options);
  for (const key of Object.keys(options as object)) {
    if (known.includes(key)) continue;
    const guess = didYouMean(key, known);
    const hint = guess === undefined ? `known options are ${known.join(", ")}` : `use "${guess}"`;
    throw new TypeError(`Cannot ${action} as option "${key}" does not exist: ${hint}`);
  }
}
