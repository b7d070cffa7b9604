import { checkKeys } from "../../_internal/check_option.ts";
import { toChecker, toCheckers } from "./checker.ts";
import { explainParts, type Part } from "./explain_parts.ts";
import { Schema } from "./schema.ts";
import { sizeLimits } from "./size_limits.ts";
import type { Infer, SchemaFor, StandardSchema } from "./standard_schema.ts";

/** Options of {@linkcode array}. */
export interface ArrayOptions {
  /** Least number of items. @default {0} */
  readonly minItems?: number;
  /** Greatest number of items. @default {Infinity} */
  readonly maxItems?: number;
}

/**
 * Accepts arrays whose items another schema accepts.
 *
 * @throws {TypeError} If `item` is not a schema, or an option is not one of those or not a number.
 * @throws {RangeError} If an option is not an integer from 0, or nothing lies between the two.
 *
 * @example Tags
 * ```ts
 * import { array, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(array(string()).problems(["a", 3]), [
 *   { path: [1], expected: "string", received: 3 },
 * ]);
 * assert.ok(!array(string(), { minItems: 1 }).is([]));
 * ```
 */
export function array<T>(item: SchemaFor<T>, options: ArrayOptions = {}): Schema<T[]> {
  const action = "create an array schema";
  const checker = toChecker(item, "the item of array()");
  checkKeys(action, options, ["minItems", "maxItems"]);
  const { fits, words, emit, json } = sizeLimits(action, "Items", [
    options.minItems,
    options.maxItems,
  ]);
  const { test } = checker;
  const expected = `array${words}`;
  const isArray = words === ""
    ? Array.isArray
    : (value: unknown): value is unknown[] => Array.isArray(value) && fits(value.length);
  return new Schema(expected, (value) => {
    if (!isArray(value)) return false;
    for (let index = 0; index < value.length; index++) {
      if (!test(value[index])) return false;
    }
    return true;
  }, {
    explain: explainParts(expected, isArray, function* (value): Iterable<Part> {
      for (let index = 0; index < value.length; index++) yield [index, value[index], checker];
    }),
    emit: (code, value) => {
      const name = code.define((list) => {
        const one = code.name();
        return `if(!(Array.isArray(${list})${emit(`${list}.length`)}))return false;` +
          `for(let i=0;i<${list}.length;i++){${one}=${list}[i];` +
          `if(!(${code.check(checker, one)}))return false}return true`;
      });
      return `${name}(${value})`;
    },
    json: (writer) => ({ type: "array", items: writer.write(checker), ...json }),
  });
}

/**
 * Accepts arrays with one item for each of some schemas.
 *
 * @throws {TypeError} If `items` is not an array of schemas.
 *
 * @example A point
 * ```ts
 * import { number, tuple } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const point = tuple([number(), number()]);
 * assert.ok(point.is([1, 2]) && !point.is([1]) && !point.is([1, 2, 3]));
 * ```
 */
export function tuple<const S extends readonly StandardSchema[]>(
  items: S,
): Schema<{ -readonly [I in keyof S]: Infer<S[I]> }> {
  const checkers = toCheckers(items, "tuple");
  const count = checkers.length;
  const expected = `array of ${count} ${count === 1 ? "item" : "items"}`;
  const isArray = (value: unknown): value is unknown[] =>
    Array.isArray(value) && value.length === count;
  return new Schema(
    expected,
    (value) => isArray(value) && checkers.every(({ test }, index) => test(value[index])),
    {
      explain: explainParts(
        expected,
        isArray,
        (value) => checkers.map((checker, index): Part => [index, value[index], checker]),
      ),
      emit: (code, value) => {
        const checks = checkers.map((checker, index) => {
          const one = code.name();
          return `&&(${one}=${value}[${index}],${code.check(checker, one)})`;
        });
        return `(Array.isArray(${value})&&${value}.length===${count}${checks.join("")})`;
      },
      json: (writer) => {
        const items = checkers.map((checker) => writer.write(checker));
        return writer.target === "draft-07"
          ? { type: "array", items, additionalItems: false, minItems: count }
          : { type: "array", prefixItems: items, items: false, minItems: count };
      },
    },
  );
}
