import type { Reference } from "../reference.ts";
import { ReferenceSource } from "../reference_source.ts";
import { callMethod, type StepKinds } from "./step.ts";

/** What `memoize()` keeps: one run, replayed to every reader. It ends with its items or is closed. */
class Kept extends ReferenceSource {
  readonly #begin: () => Reference;
  readonly #items: unknown[] = [];
  #run: Reference | undefined;
  #finish: (() => IteratorResult<unknown>) | undefined;

  constructor(begin: () => Reference) {
    super(() => this.#read(), false);
    this.#begin = begin;
  }

  override discard(): void {}

  override close(): void {
    if (this.#finish !== undefined) return;
    this.#finish = () => {
      throw new TypeError("closed");
    };
    (this.#run ??= this.#begin()).return();
  }

  #read(): Iterator<unknown> {
    let position = 0;
    return {
      next: () => {
        if (position === this.#items.length && this.#finish === undefined) this.#pull();
        if (position === this.#items.length) return this.#finish!();
        return { done: false, value: this.#items[position++] };
      },
    };
  }

  #pull(): void {
    try {
      const result = (this.#run ??= this.#begin()).next();
      if (result.done) this.#finish = () => result;
      else this.#items.push(result.value);
    } catch (error) {
      this.#finish = () => {
        throw error;
      };
    }
  }
}

/** Operators whose sequence is one run for several readers. */
export const shareSteps: StepKinds = {
  memoize: {
    isShared: true,
    bound: (begin) => new Kept(begin),
    code: () => "",
    apply: (s) => callMethod(s, "memoize") as typeof s,
    reference: () =>
      function* (input) {
        yield* input;
      },
  },
  tee: {
    isShared: true,
    bound: (begin) => new ReferenceSource(begin, true),
    code: () => "2 /* then zip() of the two */",
    apply: (s) => {
      const [first, second] = callMethod(s, "tee", 2, { maxLag: 1_000 }) as [typeof s, typeof s];
      return first.zip(second);
    },
    reference: () =>
      function* (input) {
        for (const value of input) yield [value, value];
      },
  },
};
