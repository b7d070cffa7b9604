import type { Callback } from "../callback.ts";

/**
 * A way to make one result of many items, for `aggregate` and `reducers.by`. It holds no state: each run
 * starts afresh, so that one reducer serves any number of runs.
 *
 * Written as properties, so that a reducer of numbers is refused where texts come.
 *
 * @example The longest text, as a reducer of your own
 * ```ts
 * import { type Reducer, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const longest: Reducer<string, string> = {
 *   start() {
 *     let text = "";
 *     return {
 *       push: (item) => void (text = item.length > text.length ? item : text),
 *       result: () => text,
 *     };
 *   },
 * };
 * assert.deepEqual(seq(["a", "ccc", "bb"]).aggregate({ longest }), { longest: "ccc" });
 * ```
 */
export interface Reducer<T, R> {
  /** Begins a run. */
  readonly start: () => ReducerRun<T, R>;
}

/** One run of a reducer. */
export interface ReducerRun<T, R> {
  /** Takes in the next item; `index` is its place in the whole sequence. */
  readonly push: (value: T, index: number) => void;
  /** The result; asked once, after the last item. */
  readonly result: () => R;
}

/** Runs over what a callback makes of each item; without one, over the items themselves. */
export function startSelected<T, R>(
  select: Callback<T, unknown> | undefined,
  run: ReducerRun<never, R>,
): ReducerRun<T, R> {
  const inner = run as ReducerRun<unknown, R>;
  return select === undefined ? inner : new SelectedRun(select, inner);
}

class SelectedRun<T, R> implements ReducerRun<T, R> {
  readonly #select: Callback<T, unknown>;
  readonly #run: ReducerRun<unknown, R>;

  constructor(select: Callback<T, unknown>, run: ReducerRun<unknown, R>) {
    this.#select = select;
    this.#run = run;
  }

  push(value: T, index: number): void {
    const select = this.#select;
    this.#run.push(select(value, index), index);
  }

  result(): R {
    return this.#run.result();
  }
}
