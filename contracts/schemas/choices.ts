import { optionMessage } from "../../_internal/check_option.ts";
import { toChecker, toCheckers } from "./checker.ts";
import { closest } from "./closest.ts";
import { Schema } from "./schema.ts";
import { addProblem, type SchemaProblem } from "./schema_problem.ts";
import type { Infer, SchemaFor, StandardSchema } from "./standard_schema.ts";

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
  const { test } = checker;
  const suffix = ` or ${empty}`;
  return new Schema(
    () => checker.expected + suffix,
    (value) => value === empty || test(value),
    {
      explain: (value, path, into) => {
        const first = into.length;
        checker.explain(value, path, into);
        for (let index = first; index < into.length; index++) {
          const problem = into[index]!;
          if (problem.path.length > path.length) continue;
          into[index] = { ...problem, expected: problem.expected + suffix };
        }
      },
      emit: (code, value) =>
        `(${value}===${empty === null ? "null" : "void 0"}||${code.check(checker, value)})`,
      optional: empty === undefined,
      // JSON has no undefined: what is optional is left out.
      json: (writer) =>
        empty === null
          ? { anyOf: [writer.write(checker), { type: "null" }] }
          : writer.write(checker),
    },
  );
}

/**
 * Accepts what one of some schemas accepts. A refused value is explained by the schema that it comes
 * closest to: one that asks for the same kind of value, whose literals fit, and that finds the least.
 *
 * @throws {TypeError} If `schemas` is not an array of one schema or more.
 *
 * @example Two kinds of events
 * ```ts
 * import { literal, number, object, string, union } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const event = union([
 *   object({ type: literal("paid"), amount: number() }),
 *   object({ type: literal("sent"), parcel: string() }),
 * ]);
 * assert.deepEqual(event.problems({ type: "sent", parcel: 7 }), [
 *   { path: ["parcel"], expected: "string", received: 7 },
 * ]);
 * assert.equal(union([string(), number()]).expected, "string or number");
 * ```
 */
export function union<const S extends readonly StandardSchema[]>(
  schemas: S,
): Schema<Infer<S[number]>> {
  const checkers = toCheckers(schemas, "union");
  if (checkers.length === 0) {
    throw new TypeError(
      optionMessage("create a union schema", "schemas", "an array of one schema or more", schemas),
    );
  }
  const expected = () => [...new Set(checkers.map((checker) => checker.expected))].join(" or ");
  return new Schema(
    expected,
    checkers.map(({ test }) => test).reduce((some, test) => (value) => some(value) || test(value)),
    {
      explain: (value, path, into) => {
        const lists = checkers.map((checker) => {
          const problems: SchemaProblem[] = [];
          checker.explain(value, path, problems);
          return problems;
          // Of what is explained already, as a part of a cycle may be, there is nothing to say.
        }).filter((problems) => problems.length > 0);
        if (lists.length === 0) return;
        const problems = closest(lists, path) ??
          [{ path, expected: expected(), received: value }];
        for (const problem of problems) addProblem(into, problem);
      },
      emit: (code, value) =>
        `(${checkers.map((checker) => code.check(checker, value)).join("||")})`,
      json: (writer) => ({ anyOf: checkers.map((checker) => writer.write(checker)) }),
    },
  );
}
