import { preview } from "../report/preview.ts";
import { addProblem, type SchemaProblem } from "./schema_problem.ts";
import type { StandardSchema, StandardSchemaProps } from "./standard_schema.ts";

/** Adds every problem of a value to a list; called only for values that the test refused. */
export type Explain = (value: unknown, path: readonly PropertyKey[], into: SchemaProblem[]) => void;

/**
 * A schema of this module. It only checks: the accepted value is the one that came in.
 *
 * @typeParam T What a value is known to be once the schema has accepted it.
 *
 * @example Outside of a contract
 * ```ts
 * import { integer, object, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const point = object({ label: string(), x: integer() });
 *
 * assert.ok(point.is({ label: "a", x: 1 }));
 * assert.deepEqual(point.problems({ label: "a", x: 1.5 }), [
 *   { path: ["x"], expected: "integer", received: 1.5 },
 * ]);
 * ```
 */
export class Schema<T> implements StandardSchema<T, T> {
  /** What the schema asks for, as it appears in messages: `number >= 1`. */
  readonly expected: string;
  /** The part that Standard Schema defines, so that other libraries can use this schema too. */
  readonly "~standard": StandardSchemaProps<T, T>;
  readonly #test: (value: unknown) => boolean;
  readonly #explain: Explain;

  /** Creates a schema from a test and, for values that hold others, a way to explain a refusal. */
  constructor(expected: string, test: (value: unknown) => boolean, explain?: Explain) {
    this.expected = expected;
    this.#test = test;
    this.#explain = explain ??
      ((received, path, into) => addProblem(into, { path, expected, received }));
    this["~standard"] = Object.freeze({
      version: 1,
      vendor: "weir",
      validate: (value: unknown) => {
        if (test(value)) return { value: value as T };
        return {
          issues: this.problems(value).map(({ path, expected, received, more }) => {
            const rest = more === undefined ? "" : `, and ${more} more problems`;
            return { message: `Expected ${expected}, received ${preview(received)}${rest}`, path };
          }),
        };
      },
    });
  }

  /** Tells whether the schema accepts a value. */
  is(value: unknown): value is T {
    return this.#test(value);
  }

  /**
   * Returns what is wrong with a value: everything up to 100 problems, the others are counted. Empty
   * when the schema accepts it.
   */
  problems(value: unknown): SchemaProblem[] {
    const into: SchemaProblem[] = [];
    if (!this.#test(value)) this.#explain(value, [], into);
    return into;
  }

  /** The parts of a schema as a checker: plain functions, so that a call needs no receiver. */
  static checker(schema: Schema<unknown>): Checker {
    return { schema, expected: schema.expected, test: schema.#test, explain: schema.#explain };
  }
}

/** How this module checks values, whoever made the schema. */
export interface Checker {
  /** The schema that it stands for. */
  readonly schema: StandardSchema;
  /** What the schema asks for. */
  readonly expected: string;
  /** Tells whether a value is accepted, without creating anything. */
  readonly test: (value: unknown) => boolean;
  /** Adds every problem of a refused value to a list. */
  readonly explain: Explain;
  /** Returns what the schema makes of a value; without it that is the value itself. */
  readonly parse?: (value: unknown) => { readonly value: unknown } | { readonly issues: unknown };
}
