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
    for (let plan: Plan | undefined = this; plan !== undefined; plan = plan.#parent) {
      if (plan.#factory !== undefined) factories.push(plan.#factory);
    }
    return factories.reverse();
  }

  /** Every source of the recipe, the latest first. */
  sources(): Source[] {
    const sources: Source[] = [];
    for (let plan: Plan | undefined = this; plan !== undefined; plan = plan.#parent) {
      sources.push(...plan.#others);
    }
    return [...sources, this.source];
  }
}
