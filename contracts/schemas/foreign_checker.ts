import { isThenable } from "../../_internal/is_thenable.ts";
import { AsyncSchemaError } from "./async_schema_error.ts";
import type { Checker, Parsed } from "./checking.ts";
import { readIssues } from "./foreign_issues.ts";
import { addProblem, type SchemaProblem } from "./schema_problem.ts";
import type { StandardResult, StandardSchema } from "./standard_schema.ts";

type Test = Checker["test"];

/** Checks values with the schema of another library. */
export function foreignChecker(schema: StandardSchema): Checker {
  const { vendor, jsonSchema } = schema["~standard"];
  const ask = (value: unknown) => schema["~standard"].validate(value);
  const validate = (value: unknown): StandardResult<unknown> => {
    const result = ask(value);
    return isThenable(result) ? dismiss(result, vendor) : result;
  };
  const accepts: Test = (value) => validate(value).issues === undefined;
  const toParsed = (
    result: StandardResult<unknown>,
    value: unknown,
    path: readonly PropertyKey[],
  ): Parsed => {
    if (result.issues === undefined) return { value: result.value };
    const problems: SchemaProblem[] = [];
    for (const problem of readIssues(result.issues, value, path)) addProblem(problems, problem);
    return { problems };
  };
  return {
    schema,
    expected: `a value that ${vendor} accepts`,
    test: fastTest(schema, accepts) ?? accepts,
    json: jsonSchema &&
      ((writer) => writer.embed(jsonSchema[writer.side]({ target: writer.target }))),
    explain: (value, path, into) => {
      const { issues } = validate(value);
      for (const problem of readIssues(issues ?? [], value, path)) addProblem(into, problem);
    },
    parse: (value, path = []) => toParsed(validate(value), value, path),
    parseAsync: async (value, path = []) => toParsed(await ask(value), value, path),
  };
}

/** Values on which the two answers of a vendor are compared. */
const CANDIDATES: readonly unknown[] = [undefined, null, "", "1", 0, -1.5, NaN, true, 1n, {}, []];

/**
 * The test that a vendor has besides `validate`, if it gives the same answers: it creates no issues.
 * What it refuses is asked again, so that a refusal is always what Standard Schema says.
 */
function fastTest(schema: StandardSchema, accepts: Test): Test | undefined {
  const { vendor } = schema["~standard"];
  const fast = vendor === "arktype"
    ? arkTest(schema)
    : vendor === "zod"
    ? zodTest(schema)
    : undefined;
  const isSame = fast !== undefined && CANDIDATES.every((value) => {
    try {
      const answer: unknown = fast(value);
      return answer === false || answer === true && accepts(value);
    } catch (error) {
      return !needsPromise(error);
    }
  });
  if (!isSame) return undefined;
  return (value) => {
    try {
      if (fast(value)) return true;
    } catch (error) {
      if (!needsPromise(error)) throw error;
    }
    return accepts(value);
  };
}

function arkTest(schema: StandardSchema): Test | undefined {
  const { allows, includesTransform } = schema as {
    readonly allows?: unknown;
    readonly includesTransform?: unknown;
  };
  // What is accepted before a transformation may be refused after it.
  return typeof allows === "function" && !includesTransform ? allows.bind(schema) : undefined;
}

interface ZodCore {
  run(
    payload: { value: unknown; issues: unknown[] },
    context: { async: boolean },
  ): { issues: unknown[] } | PromiseLike<unknown>;
}

/** What `validate` of zod runs inside of it; its own `validate()` takes 1.3 times as long. */
function zodTest(schema: StandardSchema): Test | undefined {
  const core = (schema as { readonly _zod?: ZodCore })._zod;
  if (typeof core?.run !== "function") return undefined;
  return (value) => {
    // Called as a method: taken out of its object it is a third slower.
    const payload = core.run({ value, issues: [] }, { async: false });
    return "issues" in payload ? payload.issues.length === 0 : dismiss(payload, "zod");
  };
}

/** Nobody will wait for a promise, and its rejection must not end the program. */
function dismiss(promise: PromiseLike<unknown>, vendor: string): never {
  promise.then(undefined, () => {});
  throw new AsyncSchemaError(vendor);
}

/** Whether zod failed only because it may not wait. */
function needsPromise(error: unknown): boolean {
  return error instanceof AsyncSchemaError ||
    error instanceof Error && error.message.startsWith("Encountered Promise");
}
