import { checkFunction, checkString } from "../../_internal/check_option.ts";
import { hasSlot } from "./has_slot.ts";
import { Schema } from "./schema.ts";

/**
 * Accepts instances of a class and its subclasses.
 *
 * @throws {TypeError} If `constructor` is not a function.
 *
 * @example Dates
 * ```ts
 * import { instanceOf } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(instanceOf(Date).is(new Date()));
 * assert.equal(instanceOf(Date).expected, "an instance of Date");
 * ```
 */
export function instanceOf<T>(constructor: abstract new (...args: never[]) => T): Schema<T> {
  checkFunction("create an instance schema", "constructor", constructor);
  return new Schema(
    `an instance of ${constructor.name || "an anonymous class"}`,
    (value) => value instanceof constructor,
    { emit: (code, value) => `${value} instanceof ${code.constant(constructor)}` },
  );
}

/**
 * Accepts what a function says yes to; `expected` describes it in messages. A type guard gives the
 * schema its type, any other function takes on the type that its place asks for.
 *
 * @throws {TypeError} If `check` is not a function or `expected` is not a text.
 *
 * @example Even numbers
 * ```ts
 * import { predicate } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const even = predicate<number>((value) => Number(value) % 2 === 0, "an even number");
 * assert.deepEqual(even.problems(3), [{ path: [], expected: "an even number", received: 3 }]);
 * ```
 */
export function predicate<T>(check: (value: unknown) => value is T, expected: string): Schema<T>;
/** Accepts what a function says yes to. */
export function predicate<T = unknown>(
  check: (value: unknown) => boolean,
  expected: string,
): Schema<T>;
export function predicate<T>(check: (value: unknown) => boolean, expected: string): Schema<T> {
  checkFunction("create a predicate schema", "check", check);
  checkString("create a predicate schema", "expected", expected);
  return new Schema(expected, (value) => Boolean(check(value)), {
    emit: (code, value) => `!!${code.constant(check)}(${value})`,
  });
}

/** Accepts dates, but not those without a time, as `new Date("no date")` is. */
export function date(): Schema<Date> {
  const isDate = hasSlot(Date.prototype, "getTime");
  return new Schema(
    "valid Date",
    (value) => isDate(value) && !Number.isNaN(Date.prototype.getTime.call(value)),
  );
}
