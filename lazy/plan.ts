import type { Source } from "./source.ts";
import type { StageFactory } from "./stage.ts";

/** An immutable recipe: a source and the operators over it. Appending costs one small object. */
export class Plan {
  /** Where items come from. */
  readonly source: Source;
  readonly #parent: Plan | undefined;
  readonly #factory: StageFactory | undefined;
  readonly #others: readonly Source[];

  private constructor(
    source: Source,
    parent?: Plan,
    factory?: StageFactory,
    others: readonly Source[] = [],
  ) {
    this.source = source;
    this.#parent = parent;
    this.#factory = factory;
    this.#others = others;
  }

  /** A recipe without operators. */
  static from(source: Source): Plan {
    return new Plan(source);
  }

  /** The recipe with one operator more; `others` are further sources that the operator reads. */
  append(factory: StageFactory, others: readonly Source[] = []): Plan {
    return new Plan(this.source, this, factory, others);
  }

  /** Operators from the source on. */
  factories(): StageFactory[] {
    const factories: StageFactory[] = [];
    for (const plan of Plan.#lineage(this)) {
      if (plan.#factory !== undefined) factories.push(plan.#factory);
    }
    return factories.reverse();
  }

  /** Every source of the recipe, the latest first. */
  sources(): Source[] {
    return [...this.others(), this.source];
  }

  /** The further sources that operators read, the latest first. */
  others(): Source[] {
    return Plan.#lineage(this).flatMap((plan) => plan.#others);
  }

  /** A recipe and those it was appended to, back to the source. */
  static #lineage(last: Plan): Plan[] {
    const lineage: Plan[] = [];
    for (let plan: Plan | undefined = last; plan !== undefined; plan = plan.#parent) {
      lineage.push(plan);
    }
    return lineage;
  }
}
