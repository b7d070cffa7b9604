import type { Operator } from "./operator.ts";

/**
 * Turns an operator into a web-standard `TransformStream` over arrays, so that it stands between
 * any two web streams. Arrays and not single items, because a hop between two streams costs fifty
 * times as much as an operator does.
 *
 * Order: as in the source. Buffer: one array. An empty result is not handed on.
 * Cancel: as every `TransformStream`; an operator that throws errors the stream.
 *
 * @example
 * ```ts
 * import { map, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const result = ReadableStream.from([["a"], ["b", "c"]])
 *   .pipeThrough(toTransformStream(map((text: string) => text.toUpperCase())));
 * assert.deepEqual(await Array.fromAsync(result), [["A"], ["B", "C"]]);
 * ```
 *
 * @typeParam I What comes in.
 * @typeParam O What goes out.
 * @param operator The operator.
 * @returns A fresh transform stream.
 * @category Operators
 */
export function toTransformStream<I, O>(
  operator: Operator<I, O>,
): TransformStream<readonly I[], readonly O[]> {
  let results: O[] = [];
  const context = { stage: operator.name };
  const step = operator.compile((value) => void results.push(value));
  return new TransformStream({
    transform(items, controller) {
      for (const item of items) step(item, context);
      if (results.length === 0) return;
      controller.enqueue(results);
      results = [];
    },
  });
}
