import { isThenable } from "../../_internal/is_thenable.ts";
import { Schema } from "../schemas/schema.ts";
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
  readonly #test: ((value: unknown) => boolean) | undefined;
  #throwsLeft = MAX_THROWS;

  /** Creates a judge for the validator of a schema. */
  constructor(schema: StandardSchema) {
    this.#schema = schema;
    // Only own schemas: a promise of another vendor has to be told apart from a refusal.
    this.#test = schema instanceof Schema ? toChecker(schema, "a schema").test : undefined;
  }

  /** Tells whether a value is accepted; `undefined` where the schema has no answer. */
  accepts(value: unknown): boolean | undefined {
    if (this.#test === undefined) {
      const issues = this.issues(value);
      return issues && issues.length === 0;
    }
    return this.#ask(() => this.#test!(value));
  }

  /** Returns what is wrong with a value; empty when it is accepted. */
  issues(value: unknown): readonly StandardIssue[] | undefined {
    return this.#ask(() => {
      const result = this.#schema["~standard"].validate(value);
      if (!isThenable(result)) return result.issues ?? [];
      result.then(undefined, () => {});
      this.#throwsLeft = 0;
    });
  }

  #ask<R>(question: () => R): R | undefined {
    if (this.#throwsLeft === 0) return undefined;
    try {
      return question();
    } catch {
      this.#throwsLeft--;
    }
  }
}
