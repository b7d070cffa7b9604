import type { Segment } from "../compilation/segment.ts";
import type { Source } from "../sources/source.ts";
import type { Operator } from "./operator.ts";
import { createProgram, othersOf, type Program } from "./program.ts";

/** An immutable recipe: a source and the operators over it. Appending costs one small object. */
export class Plan {
  /** Where items come from. */
  readonly source: Source;
  /** The first operators, if generated code runs them. */
  readonly #segment: Segment | undefined;
  readonly #parent: Plan | undefined;
  readonly #operator: Operator | undefined;
  #program: Program | undefined;
  #asyncProgram: Program | undefined;

  private constructor(source: Source, parent?: Plan, operator?: Operator, segment?: Segment) {
    this.source = source;
    this.#segment = segment;
    this.#parent = parent;
    this.#operator = operator;
  }

  /** A recipe without operators. */
  static from(source: Source): Plan {
    return new Plan(source);
  }

  /** The recipe with one operator more. */
  append(operator: Operator): Plan {
    return new Plan(this.source, this, operator, this.#segment);
  }

  /** The same operators over another source, the first of them run by generated code. */
  over(source: Source, segment: Segment): Plan {
    return new Plan(source, this.#parent, this.#operator, segment);
  }

  /** Operators from the source on. */
  operators(): Operator[] {
    return Plan.#lineage(this).reverse();
  }

  /** What sync or async runs of the recipe do; found out once. */
  program(isAsync: boolean): Program {
    if (isAsync) return this.#asyncProgram ??= this.#createProgram(true);
    return this.#program ??= this.#createProgram(false);
  }

  /** Every source of the recipe, the latest first. */
  sources(): Source[] {
    return [...othersOf(this.operators()), this.source];
  }

  #createProgram(isAsync: boolean): Program {
    return createProgram(this.source, this.operators(), isAsync, this.#segment);
  }

  /** Operators of a recipe and of those it was appended to, the latest first. */
  static #lineage(last: Plan): Operator[] {
    const operators: Operator[] = [];
    for (let plan = last; plan.#parent !== undefined; plan = plan.#parent) {
      operators.push(plan.#operator!);
    }
    return operators;
  }
}
