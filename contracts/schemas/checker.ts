import { formatValue } from "../../_internal/check_option.ts";
import type { Checker } from "./checking.ts";
import { foreignChecker } from "./foreign_checker.ts";
import { Schema } from "./schema.ts";
import type { StandardSchema } from "./standard_schema.ts";

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
  if (schema instanceof Schema) return Schema.checker(schema);
  if (!isSchema(schema)) {
    throw new TypeError(
      `Cannot use ${where} as it must be a schema, such as string() or one of another ` +
        `library: current value is ${formatValue(schema)}`,
    );
  }
  return foreignChecker(schema);
}

/**
 * Turns the schemas in an array into checkers.
 *
 * @throws {TypeError} If it is not an array of Standard Schemas.
 */
export function toCheckers(schemas: unknown, name: string): Checker[] {
  if (!Array.isArray(schemas)) {
    throw new TypeError(
      `Cannot create a ${name} schema as "schemas" must be an array of schemas: ` +
        `current value is ${formatValue(schemas)}`,
    );
  }
  return schemas.map((schema, index) => toChecker(schema, `schema ${index} of ${name}()`));
}
