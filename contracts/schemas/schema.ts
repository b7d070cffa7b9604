import { preview } from "../report/preview.ts";
import type { Checker, SchemaParts } from "./checking.ts";
import { writeJsonSchema } from "./json_schema.ts";
import { addProblem, type SchemaProblem } from "./schema_problem.ts";
import type {
  OwnStandardProps,
  StandardIssue,
  StandardJsonSchemaOptions,
  StandardSchema,
} from "./standard_schema.ts";

export type { Checker, Explain } from "./checking.ts";

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
 *
 * @example As JSON Schema
 * ```ts
 * import { integer } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const count = integer({ min: 0 })["~standard"].jsonSchema.input({ target: "draft-07" });
 * assert.deepEqual(count, {
 *   $schema: "http://json-schema.org/draft-07/schema#",
 *   type: "integer",
 *   minimum: 0,
 * });
 * ```
 */
export class Schema<T> implements StandardSchema<T, T> {
  readonly #checker: Checker;
  #standard: OwnStandardProps<T> | undefined;

  /** Creates a schema from a test and what else it can do. */
  constructor(
    expected: string | (() => string),
    test: (value: unknown) => boolean,
    parts: SchemaParts = {},
  ) {
    const { explain, emit, json, optional = false } = parts;
    const checker = {
      schema: this,
      expected: expected as string,
      test,
      explain: explain ??
        ((received, path, into) =>
          addProblem(into, { path, expected: checker.expected, received })),
      emit,
      json,
      optional,
    } satisfies Checker;
    // Not before it is needed: what it depends on may be a schema that is not there yet.
    if (typeof expected === "function") {
      Object.defineProperty(checker, "expected", { get: expected });
    }
    this.#checker = checker;
  }

  /** The part that Standard Schema defines, so that other libraries can use this schema too. */
  get "~standard"(): OwnStandardProps<T> {
    return this.#standard ??= this.#describe();
  }

  #describe(): OwnStandardProps<T> {
    const { test } = this.#checker;
    const convert = (side: "input" | "output") => ({ target }: StandardJsonSchemaOptions) =>
      writeJsonSchema(this.#checker, target, side);
    return Object.freeze({
      version: 1,
      vendor: "weir",
      validate: (value: unknown) =>
        test(value) ? { value: value as T } : { issues: this.problems(value).map(toIssue) },
      jsonSchema: Object.freeze({ input: convert("input"), output: convert("output") }),
    });
  }

  /** What the schema asks for, as it appears in messages: `number >= 1`. */
  get expected(): string {
    return this.#checker.expected;
  }

  /** Tells whether the schema accepts a value. */
  is(value: unknown): value is T {
    return this.#checker.test(value);
  }

  /**
   * Returns what is wrong with a value: everything up to 100 problems, the others are counted. Empty
   * when the schema accepts it.
   */
  problems(value: unknown): SchemaProblem[] {
    const into: SchemaProblem[] = [];
    if (!this.#checker.test(value)) this.#checker.explain(value, [], into);
    return into;
  }

  /** The parts of a schema as a checker: plain functions, so that a call needs no receiver. */
  static checker(schema: Schema<unknown>): Checker {
    return schema.#checker;
  }
}

function toIssue({ path, expected, received, more, hint }: SchemaProblem): StandardIssue {
  const rest = more === undefined ? "" : `, and ${more} more problems`;
  const fix = hint === undefined ? "" : `: ${hint}`;
  return { message: `Expected ${expected}, received ${preview(received)}${rest}${fix}`, path };
}
