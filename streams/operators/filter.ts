import { checkFunction } from "../../_internal/check_option.ts";
import type { Operator } from "./operator.ts";

/**
 * Keeps the values for which `predicate` holds. A delivery of which nothing is kept counts as
 * filtered.
 *
 * Order: as in the source. Buffer: none.
 *
 * @example
 * ```ts
 * import { filter, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const odd = ReadableStream.from([[1, 2, 3]])
 *   .pipeThrough(toTransformStream(filter((x: number) => x % 2 === 1)));
 * assert.deepEqual(await Array.fromAsync(odd), [[1, 3]]);
 * ```
 *
 * @typeParam T What comes in and goes out.
 * @param predicate Called with each value.
 * @param options `name` names the stage in dead letters.
 * @returns The operator.
 * @throws {TypeError} If `predicate` is not a function.
 * @category Operators
 */
export function filter<T>(
  predicate: (value: T) => boolean,
  options: { readonly name?: string } = {},
): Operator<T, T> {
  checkFunction("filter", "predicate", predicate);
  const name = options.name ?? (predicate.name || "filter");
  return {
    name,
    compile: (next) => (value, context) => {
      context.stage = name;
      if (predicate(value)) next(value, context);
    },
  };
}
