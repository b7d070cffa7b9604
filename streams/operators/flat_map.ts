import { checkFunction } from "../../_internal/check_option.ts";
import type { Operator } from "./operator.ts";

/**
 * Turns each value into any number of values.
 *
 * Order: as in the source. Buffer: none.
 *
 * @example
 * ```ts
 * import { flatMap, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const letters = ReadableStream.from([["ab", "", "c"]])
 *   .pipeThrough(toTransformStream(flatMap((word: string) => word)));
 * assert.deepEqual(await Array.fromAsync(letters), [["a", "b", "c"]]);
 * ```
 *
 * @typeParam I What comes in.
 * @typeParam O What goes out.
 * @param expand Called with each value.
 * @param options `name` names the stage in dead letters.
 * @returns The operator.
 * @throws {TypeError} If `expand` is not a function.
 * @category Operators
 */
export function flatMap<I, O>(
  expand: (value: I) => Iterable<O>,
  options: { readonly name?: string } = {},
): Operator<I, O> {
  checkFunction("flatMap", "expand", expand);
  const name = options.name ?? (expand.name || "flatMap");
  return {
    name,
    compile: (next) => (value, context) => {
      context.stage = name;
      for (const result of expand(value)) {
        next(result, context);
        // What fails from here on fails here, not in the stage behind.
        context.stage = name;
      }
    },
  };
}
