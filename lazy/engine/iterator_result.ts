import { formatValue } from "../../_internal/check_option.ts";

/**
 * Checks what `next()` of a source returned.
 *
 * @throws {TypeError} If it is not an object.
 */
export function checkResult(result: unknown): IteratorResult<unknown> {
  if (typeof result === "object" && result !== null) return result as IteratorResult<unknown>;
  throw new TypeError(
    `Cannot read the source as next() must return an object: current value is ${
      formatValue(result)
    }`,
  );
}
