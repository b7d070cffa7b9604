import type { Receiver } from "./receiver.ts";
import type { Sink } from "./sink.ts";
import type { Slots } from "./slots.ts";

type Step = (accumulator: unknown, value: unknown, index: number) => unknown;

type Select = (value: unknown, index: number) => unknown;

/** A way to make one value of all items, or of what is selected of each. */
export interface Fold {
  /** What the step gets of an item; a function in any case, as to ask for one takes longer. */
  readonly select: Select;
  /** Makes the accumulator that a run begins with. */
  readonly initial: () => unknown;
  /** Makes the next accumulator. */
  readonly step: Step;
  /** Makes the result of the last accumulator. */
  readonly finish: (accumulator: unknown) => unknown;
}

/** What the folds of a run have come to. */
interface Progress {
  a0: unknown;
  a1: unknown;
  a2: unknown;
  a3: unknown;
  /** How many items have been folded. */
  index: number;
}

/**
 * Up to four folds of the same items. As `ReduceSink` does, it folds an array in a loop that keeps all
 * that changes in variables.
 */
export class FoldSink<R> implements Sink<R>, Receiver {
  readonly #folds: readonly Fold[];
  readonly #finish: (results: readonly unknown[]) => R;
  readonly #progress: Progress;

  constructor(folds: readonly Fold[], finish: (results: readonly unknown[]) => R) {
    const [a0, a1, a2, a3] = folds.map(({ initial }) => initial());
    this.#folds = folds;
    this.#finish = finish;
    this.#progress = { a0, a1, a2, a3, index: 0 };
  }

  settle(value: unknown): void {
    this.push(value);
  }

  push(value: unknown): false {
    const progress = this.#progress;
    const folds = this.#folds;
    const { length } = folds;
    const index = progress.index++;
    if (length > 0) progress.a0 = advance(folds[0]!, progress.a0, value, index);
    if (length > 1) progress.a1 = advance(folds[1]!, progress.a1, value, index);
    if (length > 2) progress.a2 = advance(folds[2]!, progress.a2, value, index);
    if (length > 3) progress.a3 = advance(folds[3]!, progress.a3, value, index);
    return false;
  }

  result(): R {
    const { a0, a1, a2, a3 } = this.#progress;
    const accumulators = [a0, a1, a2, a3];
    return this.#finish(this.#folds.map(({ finish }, at) => finish(accumulators[at])));
  }

  /** Folds the items of an array, as long as it is, from a position on. */
  foldItems(items: ArrayLike<unknown>, from: number, slots: Slots): void {
    const { p0, m0, i0 } = slots;
    const [f0 = NO_FOLD, f1 = NO_FOLD, f2 = NO_FOLD, f3 = NO_FOLD] = this.#folds;
    const { select: s0, step: t0 } = f0;
    const { select: s1, step: t1 } = f1;
    const { select: s2, step: t2 } = f2;
    const { select: s3, step: t3 } = f3;
    const progress = this.#progress;
    let { a0, a1, a2, a3, index } = progress;
    const offset = i0 - from;
    let at = from;
    for (; at < items.length; at++) {
      let value = items[at];
      if (p0 !== undefined && !p0(value, at + offset)) continue;
      if (m0 !== undefined) value = m0(value, index);
      a0 = t0(a0, s0(value, index), index);
      a1 = t1(a1, s1(value, index), index);
      a2 = t2(a2, s2(value, index), index);
      a3 = t3(a3, s3(value, index), index);
      index++;
    }
    slots.i0 = at + offset;
    slots.i1 = index;
    progress.a0 = a0;
    progress.a1 = a1;
    progress.a2 = a2;
    progress.a3 = a3;
    progress.index = index;
  }
}

/** The next accumulator of a fold. */
export function advance(fold: Fold, accumulator: unknown, value: unknown, index: number): unknown {
  const { select, step } = fold;
  return step(accumulator, select(value, index), index);
}

/** What is selected where nothing is, and the result where it is the accumulator. */
export function same<A>(value: A): A {
  return value;
}

/** Stands where there are fewer than four: to ask how many there are takes longer. */
const NO_FOLD: Fold = { initial: () => undefined, select: same, step: same, finish: same };
