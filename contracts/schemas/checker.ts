import { formatValue } from "../../_internal/check_option.ts";
import { isThenable } from "../../_internal/is_thenable.ts";
import { type Checker, type Explain, Schema } from "./schema.ts";
import { addProblem } from "./schema_problem.ts";
import type { StandardIssue, StandardSchema } from "./standard_schema.ts";

/** Tells whether a value is a schema; those of ArkType are functions. */
export function isSchema(value: unknown): value is StandardSchema {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  const standard: unknown = Reflect.get(value, "~standard");
  return typeof standard === "object" && standard !== null &&
    typeof Reflect.get(standard, "validate") === "function";
}

/**
 * Turns any schema into a checker.
 *
 * @throws {TypeError} If it is not a Standard Schema; `where` names the place in the message.
 */
export function toChecker(schema: unknown, where: string): Checker {
  if (!isSchema(schema)) {
    throw new TypeError(
      `Cannot use ${where} as it must be a schema, such as string() or one of any ` +
        `Standard Schema library: current value is ${formatValue(schema)}`,
    );
  }
  return schema instanceof Schema ? Schema.checker(schema) : foreignChecker(schema);
}

function foreignChecker(schema: StandardSchema): Checker {
  const { vendor } = schema["~standard"];
  const validate = (value: unknown): readonly StandardIssue[] | undefined => {
    const result = schema["~standard"].validate(value);
    if (!isThenable(result)) return result.issues;
    // Nobody will wait for it, and its rejection must not end the program.
    result.then(undefined, () => {});
    throw new TypeError(
      `Cannot check a value as the schema of vendor "${vendor}" answers with a promise: ` +
        "use its synchronous form",
    );
  };
  const explain: Explain = (value, path, into) => {
    for (const issue of validate(value) ?? []) {
      const inner = (issue.path ?? []).map((part) => typeof part === "object" ? part.key : part);
      addProblem(into, {
        path: [...path, ...inner],
        expected: expectation(issue.message),
        received: valueAt(value, inner),
      });
    }
  };
  return {
    schema,
    expected: `a value that ${vendor} accepts`,
    test: (value) => validate(value) === undefined,
    explain,
  };
}

/** Takes what is expected out of a vendor's sentence, which often says what was received too. */
function expectation(message: string): string {
  const match = /expected (.+?)(?:,? (?:but )?received .*)?$/i.exec(message) ??
    /must be (.+?)(?: \(was .*\))?$/.exec(message);
  return match?.[1] ?? `a valid value (${message})`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (current === null || current === undefined) return undefined;
    current = Reflect.get(Object(current), key);
  }
  return current;
}
