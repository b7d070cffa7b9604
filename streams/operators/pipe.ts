import { optionMessage } from "../../_internal/check_option.ts";
import type { Operator } from "./operator.ts";

/**
 * Joins operators into one: what leaves the first enters the second, and so on.
 *
 * Order: as in the source. Buffer: none; the whole chain is one call per item.
 *
 * @example
 * ```ts
 * import { filter, map, pipe, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const flow = pipe(filter((x: number) => x > 1), map((x) => `#${x}`));
 * const result = ReadableStream.from([[1, 2, 3]]).pipeThrough(toTransformStream(flow));
 * assert.deepEqual(await Array.fromAsync(result), [["#2", "#3"]]);
 * ```
 *
 * @returns The joined operator, named after its parts.
 * @throws {TypeError} If none is given, or something is no operator.
 * @category Operators
 */
export function pipe<A, B>(first: Operator<A, B>): Operator<A, B>;
/** Joins two operators. */
export function pipe<A, B, C>(first: Operator<A, B>, second: Operator<B, C>): Operator<A, C>;
/** Joins three operators. */
export function pipe<A, B, C, D>(
  first: Operator<A, B>,
  second: Operator<B, C>,
  third: Operator<C, D>,
): Operator<A, D>;
/** Joins four operators. */
export function pipe<A, B, C, D, E>(
  first: Operator<A, B>,
  second: Operator<B, C>,
  third: Operator<C, D>,
  fourth: Operator<D, E>,
): Operator<A, E>;
/** Joins five operators. */
export function pipe<A, B, C, D, E, F>(
  first: Operator<A, B>,
  second: Operator<B, C>,
  third: Operator<C, D>,
  fourth: Operator<D, E>,
  fifth: Operator<E, F>,
): Operator<A, F>;
export function pipe(
  ...operators: readonly Operator<unknown, unknown>[]
): Operator<unknown, unknown> {
  const action = "join operators";
  if (operators.length === 0) {
    throw new TypeError(`Cannot ${action} as at least one must be given`);
  }
  for (const [index, each] of operators.entries()) {
    if (typeof each?.compile === "function") continue;
    const rule = "an operator, such as map(…)";
    throw new TypeError(optionMessage(action, `operator ${index + 1}`, rule, each));
  }
  return {
    name: operators.map(({ name }) => name).join(" > "),
    compile: (next) => operators.reduceRight((step, { compile }) => compile(step), next),
  };
}
