import { optionMessage } from "../../_internal/check_option.ts";

/** A value that can be written as a type. */
export type Literal = string | number | boolean | bigint | null | undefined;

/** What a literal is, in messages. */
export const LITERAL_RULE = "a string, number, boolean, bigint, null or undefined";

/** Tells whether a value is a literal. */
export function isLiteral(value: unknown): value is Literal {
  if (value === null) return true;
  return typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol";
}

/**
 * Writes a value the way JavaScript does; for messages, and safe to be run.
 *
 * @throws {TypeError} If it is not a literal, whose text could be any code.
 */
export function quote(value: Literal): string {
  // JSON leaves the two line separators as they are.
  if (typeof value === "string") {
    return JSON.stringify(value).replace(
      /[\u2028\u2029]/g,
      (separator) => separator === "\u2028" ? "\\u2028" : "\\u2029",
    );
  }
  if (!isLiteral(value)) {
    throw new TypeError(optionMessage("write a value as code", "value", LITERAL_RULE, value));
  }
  return typeof value === "bigint" ? `${value}n` : String(value);
}
