import { checkFunction } from "../../_internal/check_option.ts";
import type { Operator } from "./operator.ts";

/**
 * Changes each value.
 *
 * Order: as in the source. Buffer: none.
 *
 * @example
 * ```ts
 * import { map, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const squares = ReadableStream.from([[1, 2, 3]])
 *   .pipeThrough(toTransformStream(map((x: number) => x * x)));
 * assert.deepEqual(await Array.fromAsync(squares), [[1, 4, 9]]);
 * ```
 *
 * @typeParam I What comes in.
 * @typeParam O What goes out.
 * @param transform Called with each value.
 * @param options `name` names the stage in dead letters.
 * @returns The operator.
 * @throws {TypeError} If `transform` is not a function.
 * @category Operators
 */
export function map<I, O>(
  transform: (value: I) => O,
  options: { readonly name?: string } = {},
): Operator<I, O> {
  checkFunction("map", "transform", transform);
  const name = options.name ?? (transform.name || "map");
  return {
    name,
    compile: (next) => (value, context) => {
      context.stage = name;
      next(transform(value), context);
    },
  };
}
