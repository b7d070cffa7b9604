import { checkFunction, optionMessage } from "../_internal/check_option.ts";
import { checkGeneration } from "./compilation/generate.ts";
import { Segment } from "./compilation/segment.ts";
import { ignore } from "./engine/closing.ts";
import { syncMode } from "./engine/mode.ts";
import { Plan } from "./plan/plan.ts";
import { Seq, type SeqSource } from "./seq.ts";
import { planOf } from "./seq_terminals.ts";
import { createSource, type Source } from "./sources/source.ts";

/**
 * Turns a recipe into a function that makes a sequence over any source, run by code generated for it.
 *
 * In a program that runs many pipelines, compilers do not know which callback a loop will call next.
 * A generated loop belongs to one recipe, so its callbacks become part of it: that is several times
 * faster for small callbacks, and pays if the recipe is run again and again or over many items. All
 * results, calls, pulls, closes and errors are those of the sequence without it.
 *
 * Terminals run generated code: up to the first operator that is not `map`, `filter`, `tap`, `take`,
 * `drop`, `takeWhile`, `dropWhile`, `scan`, `distinct` or `flatMap`; what follows, and what is
 * appended to the result, runs as usual behind it. `explain()` shows how far it goes. A `for` loop,
 * pages and async runs go without.
 *
 * Nothing of callbacks, labels or limits gets into the code. It is made when a terminal first meets a
 * kind of source (an array, a typed array, a range, any other), and kept with the recipe.
 *
 * @example A recipe for many lists
 * ```ts
 * import { compile, type Seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const squares = compile((source: Seq<number>) =>
 *   source.filter((n) => n % 2 === 1).map((n) => n * n)
 * );
 * assert.deepEqual(squares([1, 2, 3]).toArray(), [1, 9]);
 * assert.equal(squares(new Set([4, 5])).sum(), 25);
 * ```
 * @param define Appends operators to the sequence that it is given, and returns it. It is called once,
 * so what it makes is shared by all runs: callbacks, and further sources of `zip()` or `concat()`.
 * @returns A function that does with its argument what `define` does with a `seq()` of it.
 * @throws {TypeError} If the host does not run generated code (the cause says why), or `define` is not
 * a function, or returns something else.
 */
export function compile<T, R>(
  define: (source: Seq<T>) => Seq<R>,
): (source: SeqSource<T>) => Seq<R> {
  checkFunction(ACTION, "define", define);
  checkGeneration();
  const source = standIn();
  const defined: unknown = define(planned<T>(Plan.from(source)));
  const plan = defined instanceof Seq ? planOf(defined) : undefined;
  if (plan?.source !== source) {
    const rule = "a function that returns the sequence it was given, with operators appended";
    throw new TypeError(
      optionMessage(ACTION, "define", rule, define) +
        "; call memoize(), tee() and pages() on what the compiled function makes",
    );
  }
  const segment = new Segment(plan.operators());
  return (raw) => planned<R>(plan.over(sourceOf(raw), segment));
}

const ACTION = "compile the sequence";

/** Stands for the source of a definition. */
function standIn(): Source {
  return {
    open() {
      throw new TypeError(
        "Cannot run a sequence that is being compiled: append operators to it, return it, and run " +
          "what the compiled function makes",
      );
    },
    close: ignore,
    discard: ignore,
  };
}

/** The source itself of a sequence that is nothing else, such as a range. */
function sourceOf(raw: unknown): Source {
  const plan = raw instanceof Seq ? planOf(raw) : undefined;
  return plan?.operators().length === 0 ? plan.source : createSource(raw, syncMode);
}

function planned<T>(plan: Plan): Seq<T> {
  return new Seq(plan as unknown as SeqSource<T>);
}
