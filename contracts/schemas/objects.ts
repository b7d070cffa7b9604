import { checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { didYouMean } from "../../_internal/did_you_mean.ts";
import { allProperties } from "./all_properties.ts";
import { toChecker } from "./checker.ts";
import type { Checker } from "./checking.ts";
import { explainAt, explainParts, isObject, type Part } from "./explain_parts.ts";
import { quote } from "./quote.ts";
import { Schema } from "./schema.ts";
import { addProblem, type SchemaProblem } from "./schema_problem.ts";
import type { OptionalSchema } from "./choices.ts";
import type { Infer, SchemaFor, StandardSchema } from "./standard_schema.ts";

/** The schemas of the properties of an {@linkcode object}. */
export type ObjectShape = Readonly<Record<string, StandardSchema>>;

/** The type of the objects that an {@linkcode object} of a shape accepts. */
export type ObjectOf<S extends ObjectShape> =
  & { [K in keyof S as S[K] extends OptionalSchema<unknown> ? never : K]: Infer<S[K]> }
  & { [K in keyof S as S[K] extends OptionalSchema<unknown> ? K : never]?: InferInner<S[K]> };

/** The type of the value that an {@linkcode optional} property has when it is there. */
export type InferInner<S> = S extends OptionalSchema<infer T> ? T : never;

/** Options of {@linkcode object}. */
export interface ObjectOptions {
  /** Whether properties that the shape does not name are refused. @default {false} */
  readonly exact?: boolean;
}

/** Properties of a shape that are written out as code. */
const MAX_WRITTEN = 64;

/**
 * Accepts objects whose properties other schemas accept. Properties that the shape does not name
 * are allowed, as they are in TypeScript, unless the schema is `exact`.
 *
 * @throws {TypeError} If the shape is not a plain object, a property of it is not a schema, or an
 * option is not one of those.
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
 *
 * @example No other property
 * ```ts
 * import { object, optional, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const options = object({ name: string(), title: optional(string()) }, { exact: true });
 * assert.deepEqual(options.problems({ name: "a", tilte: "b" }), [{
 *   path: ["tilte"],
 *   expected: "no such property",
 *   received: "b",
 *   hint: 'rename "tilte" to "title"',
 * }]);
 * ```
 */
export function object(): Schema<object>;
/** Accepts objects whose properties other schemas accept. */
export function object<const S extends ObjectShape>(
  shape: S,
  options?: ObjectOptions,
): Schema<ObjectOf<S>>;
export function object(shape: ObjectShape = {}, options: ObjectOptions = {}): Schema<object> {
  const action = "create an object schema";
  // As in `{ __proto__: string() }`, which names no property but the prototype.
  if (!isPlain(shape)) {
    throw new TypeError(optionMessage(action, "shape", "a plain object of schemas", shape));
  }
  checkKeys(action, options, ["exact"]);
  const exact = options.exact === true;
  const keys = Object.keys(shape);
  const checkers = keys.map((key) => toChecker(shape[key], `property "${key}" of object()`));
  const fits = allProperties(keys, checkers.map((checker) => checker.test));
  const known = new Set(keys);
  const isExact = (value: object) => Object.keys(value).every((key) => known.has(key));
  return new Schema(
    "object",
    exact
      ? (value) => isObject(value) && fits(value) && isExact(value)
      : (value) => isObject(value) && fits(value),
    {
      explain: (value, path, into) => {
        if (!isObject(value)) {
          return addProblem(into, { path, expected: "object", received: value });
        }
        keys.forEach((key, index) => {
          const count = into.length;
          explainAt(checkers[index]!, value[key], key, path, into);
          if (!exact && into.length > count && !(key in value)) hintAtKey(into, key, value, known);
        });
        if (exact) explainUnknown(value, keys, path, into);
      },
      emit: keys.length > MAX_WRITTEN ? undefined : (code, value) => {
        const checks = keys.map((key, index) => {
          const name = code.name();
          return `&&(${name}=${value}[${quote(key)}],${code.check(checkers[index]!, name)})`;
        });
        const rest = exact ? `&&${code.constant(isExact)}(${value})` : "";
        return `(typeof ${value}==="object"&&${value}!==null${checks.join("")}${rest})`;
      },
      json: (writer) => {
        const properties = keys.map((key, index) => [key, writer.write(checkers[index]!)]);
        const required = keys.filter((_, index) => !isOptional(checkers[index]!));
        return {
          type: "object",
          properties: Object.fromEntries(properties),
          ...(required.length > 0 && { required }),
          ...(exact && { additionalProperties: false }),
        };
      },
    },
  );
}

/**
 * Accepts objects, but not arrays, with any keys whose values another schema accepts.
 *
 * @throws {TypeError} If `value` is not a schema.
 */
export function record<T>(value: SchemaFor<T>): Schema<Record<string, T>> {
  const checker = toChecker(value, "the value of record()");
  const { test } = checker;
  const explain = explainParts(
    "object that is not an array",
    isRecord,
    (value) => Object.keys(value).map((key): Part => [key, value[key], checker]),
  );
  return new Schema(
    "object",
    (value) => isRecord(value) && Object.keys(value).every((key) => test(value[key])),
    {
      explain: (value, path, into) =>
        isObject(value)
          ? explain(value, path, into)
          : addProblem(into, { path, expected: "object", received: value }),
      emit: (code, value) => {
        const name = code.define((one) => {
          const [keys, part] = [code.name(), code.name()];
          return `if(typeof ${one}!=="object"||${one}===null||Array.isArray(${one}))return false;` +
            `${keys}=Object.keys(${one});for(let i=0;i<${keys}.length;i++){` +
            `${part}=${one}[${keys}[i]];if(!(${
              code.check(checker, part)
            }))return false}return true`;
        });
        return `${name}(${value})`;
      },
      json: (writer) => ({ type: "object", additionalProperties: writer.write(checker) }),
    },
  );
}

/** Says of the missing property that was just found that it may stand there under another name. */
function hintAtKey(
  into: SchemaProblem[],
  key: string,
  value: object,
  known: ReadonlySet<string>,
): void {
  const guess = didYouMean(key, Object.keys(value).filter((other) => !known.has(other)));
  const last = into.at(-1)!;
  if (guess !== undefined) {
    into[into.length - 1] = { ...last, hint: `rename "${guess}" to "${key}"` };
  }
}

function explainUnknown(
  value: Record<string, unknown>,
  keys: readonly string[],
  path: readonly PropertyKey[],
  into: SchemaProblem[],
): void {
  const missing = keys.filter((key) => !(key in value));
  for (const key of Object.keys(value)) {
    if (keys.includes(key)) continue;
    const guess = didYouMean(key, missing);
    addProblem(into, {
      path: [...path, key],
      expected: "no such property",
      received: value[key],
      ...(guess !== undefined && { hint: `rename "${key}" to "${guess}"` }),
    });
  }
}

function isOptional({ test }: Checker): boolean {
  try {
    return test(undefined);
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
