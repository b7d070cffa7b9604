import type { Callback } from "../callback.ts";
import { advance, type Fold, same } from "../engine/fold_sink.ts";
import type { Reducer, ReducerRun } from "./reducer.ts";

/**
 * A reducer that is a function and the value it begins with. `aggregate` calls the function itself and
 * keeps what it returns in variables: a third of the time of runs that keep it in fields.
 */
export class Folding<T, A, R> implements Reducer<T, R> {
  readonly fold: Fold;

  /** The step gets what `select` makes of an item, or the item itself. */
  constructor(
    select: Callback<T, unknown> | undefined,
    initial: () => A,
    step: (accumulator: A, selected: never, index: number) => A,
    finish: (accumulator: A) => R,
  ) {
    this.fold = { select: select ?? same, initial, step, finish } as Fold;
  }

  readonly start = (): ReducerRun<T, R> => new FoldingRun(this.fold);
}

class FoldingRun<T, R> implements ReducerRun<T, R> {
  readonly #fold: Fold;
  #accumulator: unknown;

  constructor(fold: Fold) {
    const { initial } = fold;
    this.#fold = fold;
    this.#accumulator = initial();
  }

  push(value: T, index: number): void {
    this.#accumulator = advance(this.#fold, this.#accumulator, value, index);
  }

  result(): R {
    const { finish } = this.#fold;
    return finish(this.#accumulator) as R;
  }
}

/** Any reducer as a function; that of one which is none hands on to a run. */
export function foldOf(reducer: Reducer<never, unknown>): Fold {
  if (reducer instanceof Folding) return reducer.fold;
  return {
    select: same,
    initial: () => reducer.start(),
    step(run, value, index) {
      (run as ReducerRun<unknown, unknown>).push(value, index);
      return run;
    },
    finish: (run) => (run as ReducerRun<never, unknown>).result(),
  };
}

/** The start of a fold that counts or adds. */
export function zero(): number {
  return 0;
}
