/** A value that can be written as a type. */
export type Literal = string | number | boolean | bigint | null | undefined;

/** Writes a value the way JavaScript does; for messages, and safe to be run. */
export function quote(value: Literal): string {
  // JSON leaves the two line separators as they are.
  if (typeof value === "string") {
    return JSON.stringify(value).replace(
      /[\u2028\u2029]/g,
      (separator) => separator === "\u2028" ? "\\u2028" : "\\u2029",
    );
  }
  return typeof value === "bigint" ? `${value}n` : String(value);
}
