import { checkFunction } from "../../_internal/check_option.ts";

/** What is known about the item on its way, beside its value. */
export interface ItemContext {
  /** The operator that works on the item; names the stage when it fails. */
  stage: string;
}

/** Takes one value and does what remains to be done with it. */
export type Step<T> = (value: T, context: ItemContext) => void;

/**
 * A synchronous stage of a flow: one value in, any number out.
 *
 * Operators are functions that wrap the step behind them, so a whole chain is one call per item:
 * no queue, no promise and no array between two stages.
 */
export interface Operator<I, O> {
  /** What the stage is called in dead letters and pictures. */
  readonly name: string;
  /** Builds the step that does this stage and hands on to `next`. */
  readonly compile: (next: Step<O>) => Step<I>;
}

/**
 * Makes an operator from a function that hands on values as it likes.
 *
 * @example
 * ```ts
 * import { operator, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const twice = operator<number, number>("twice", (value, emit) => {
 *   emit(value);
 *   emit(value);
 * });
 * const doubled = ReadableStream.from([[1, 2]]).pipeThrough(toTransformStream(twice));
 * assert.deepEqual(await Array.fromAsync(doubled), [[1, 1, 2, 2]]);
 * ```
 *
 * @typeParam I What comes in.
 * @typeParam O What goes out.
 * @param name What the stage is called.
 * @param work Called with each value and a function that hands on.
 * @returns The operator.
 * @throws {TypeError} If `work` is not a function.
 */
export function operator<I, O>(
  name: string,
  work: (value: I, emit: (value: O) => void) => void,
): Operator<I, O> {
  checkFunction(`make operator "${name}"`, "work", work);
  return {
    name,
    compile: (next: Step<O>): Step<I> => (value, context) => {
      context.stage = name;
      work(value, (result) => {
        next(result, context);
        // What fails from here on fails here, not in the stage behind.
        context.stage = name;
      });
    },
  };
}
