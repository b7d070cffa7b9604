import { isThenable } from "../../_internal/is_thenable.ts";
import { AsyncSchemaError } from "../schemas/async_schema_error.ts";
import { toChecker } from "../schemas/checker.ts";
import type { StandardIssue, StandardSchema } from "../schemas/standard_schema.ts";

/** Throwing answers after which a schema is not asked again; refinements may throw for a few. */
const MAX_THROWS = 100;

/**
 * Asks the validator of a schema, whatever it does: where it throws there is no answer, and after
 * the first promise it is left alone, as validators that wait may ask a server.
 */
export class Judge {
  readonly #schema: StandardSchema;
  readonly #test: (value: unknown) => boolean;
  #throwsLeft = MAX_THROWS;

  /** Creates a judge for the validator of a schema. */
  constructor(schema: StandardSchema) {
    this.#schema = schema;
    this.#test = toChecker(schema, "this value").test;
  }

  /** Tells whether a value is accepted; `undefined` where the schema has no answer. */
  accepts(value: unknown): boolean | undefined {
    if (this.#throwsLeft === 0) return undefined;
    try {
      return this.#test(value);
    } catch (error) {
      this.#throwsLeft = error instanceof AsyncSchemaError ? 0 : this.#throwsLeft - 1;
    }
  }

  /** Returns what is wrong with a value; empty when it is accepted. */
  issues(value: unknown): readonly StandardIssue[] | undefined {
    if (this.#throwsLeft === 0) return undefined;
    try {
      const result = this.#schema["~standard"].validate(value);
      if (!isThenable(result)) return result.issues ?? [];
      result.then(undefined, () => {});
      this.#throwsLeft = 0;
    } catch {
      this.#throwsLeft--;
    }
  }
}
