import { optionMessage } from "../../_internal/check_option.ts";
import { allProperties } from "./all_properties.ts";
import { toChecker } from "./checker.ts";
import { type Checker, Schema } from "./schema.ts";
import { addProblem, countProblem, isFull } from "./schema_problem.ts";
import type { Infer, SchemaFor, StandardSchema } from "./standard_schema.ts";

/**
 * Accepts arrays whose items another schema accepts.
 *
 * @throws {TypeError} If `item` is not a schema.
 *
 * @example Tags
 * ```ts
 * import { array, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(array(string()).problems(["a", 3]), [
 *   { path: [1], expected: "string", received: 3 },
 * ]);
 * ```
 */
export function array<T>(item: SchemaFor<T>): Schema<T[]> {
  const checker = toChecker(item, "the item of array()");
  return new Schema("array", (value) => {
    if (!Array.isArray(value)) return false;
    for (let index = 0; index < value.length; index++) {
      if (!checker.test(value[index])) return false;
    }
    return true;
  }, (value, path, into) => {
    if (!Array.isArray(value)) {
      return addProblem(into, { path, expected: "array", received: value });
    }
    for (let index = 0; index < value.length; index++) {
      explainAt(checker, value[index], index, path, into);
    }
  });
}

/** The schemas of the properties of an {@linkcode object}. */
export type ObjectShape = Readonly<Record<string, StandardSchema>>;

/** The type of the objects that an {@linkcode object} of a shape accepts. */
export type ObjectOf<S extends ObjectShape> =
  & { [K in keyof S as S[K] extends OptionalSchema<unknown> ? never : K]: Infer<S[K]> }
  & { [K in keyof S as S[K] extends OptionalSchema<unknown> ? K : never]?: InferInner<S[K]> };

/** The type of the value that an {@linkcode optional} property has when it is there. */
export type InferInner<S> = S extends OptionalSchema<infer T> ? T : never;

/**
 * Accepts objects whose properties other schemas accept. Properties that the shape does not name
 * are allowed, as they are in TypeScript.
 *
 * @throws {TypeError} If the shape is not a plain object, or a property of it is not a schema.
 *
 * @example An order
 * ```ts
 * import { number, object, optional, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const order = object({ id: string(), amount: number({ min: 0 }), note: optional(string()) });
 * assert.ok(order.is({ id: "a1", amount: 3 }));
 * assert.equal(order.problems({ id: 7, amount: -1 }).length, 2);
 * ```
 */
export function object(): Schema<object>;
/** Accepts objects whose properties other schemas accept. */
export function object<const S extends ObjectShape>(shape: S): Schema<ObjectOf<S>>;
export function object(shape: ObjectShape = {}): Schema<object> {
  // As in `{ __proto__: string() }`, which names no property but the prototype.
  if (!isPlain(shape)) {
    const rule = "a plain object of schemas";
    throw new TypeError(optionMessage("create an object schema", "shape", rule, shape));
  }
  const keys = Object.keys(shape);
  const checkers = keys.map((key) => toChecker(shape[key], `property "${key}" of object()`));
  const fits = allProperties(keys, checkers.map((checker) => checker.test));
  return new Schema("object", (value) => isObject(value) && fits(value), (value, path, into) => {
    if (!isObject(value)) return addProblem(into, { path, expected: "object", received: value });
    keys.forEach((key, index) => explainAt(checkers[index]!, value[key], key, path, into));
  });
}

/**
 * Accepts objects, but not arrays, with any keys whose values another schema accepts.
 *
 * @throws {TypeError} If `value` is not a schema.
 */
export function record<T>(value: SchemaFor<T>): Schema<Record<string, T>> {
  const checker = toChecker(value, "the value of record()");
  return new Schema("object", (value) => {
    if (!isObject(value) || Array.isArray(value)) return false;
    return Object.keys(value).every((key) => checker.test(value[key]));
  }, (value, path, into) => {
    if (!isObject(value)) return addProblem(into, { path, expected: "object", received: value });
    if (Array.isArray(value)) {
      return addProblem(into, { path, expected: "object that is not an array", received: value });
    }
    for (const key of Object.keys(value)) explainAt(checker, value[key], key, path, into);
  });
}

/** What {@linkcode optional} returns: `object()` makes a property with it optional. */
export interface OptionalSchema<T> extends Schema<T | undefined> {
  /** The schema of the value when it is there. */
  readonly inner: SchemaFor<T>;
}

/**
 * Accepts `undefined` as well: for parameters and properties that may be left out.
 *
 * @throws {TypeError} If `inner` is not a schema.
 */
export function optional<T>(inner: SchemaFor<T>): OptionalSchema<T> {
  const schema: Schema<T | undefined> = either(inner, undefined, "optional");
  return Object.assign(schema, { inner });
}

/**
 * Accepts `null` as well.
 *
 * @throws {TypeError} If `inner` is not a schema.
 */
export function nullable<T>(inner: SchemaFor<T>): Schema<T | null> {
  return either(inner, null, "nullable");
}

function either<T, E extends null | undefined>(
  inner: SchemaFor<T>,
  empty: E,
  name: string,
): Schema<T | E> {
  const checker = toChecker(inner, `the schema of ${name}()`);
  const suffix = ` or ${empty}`;
  return new Schema(
    checker.expected + suffix,
    (value) => value === empty || checker.test(value),
    (value, path, into) => {
      const first = into.length;
      checker.explain(value, path, into);
      for (let index = first; index < into.length; index++) {
        const problem = into[index]!;
        if (problem.path.length > path.length) continue;
        into[index] = { ...problem, expected: problem.expected + suffix };
      }
    },
  );
}

function explainAt(
  checker: Checker,
  value: unknown,
  key: PropertyKey,
  path: readonly PropertyKey[],
  into: Parameters<Checker["explain"]>[2],
): void {
  if (checker.test(value)) return;
  if (isFull(into)) countProblem(into);
  else checker.explain(value, [...path, key], into);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPlain(value: unknown): boolean {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
