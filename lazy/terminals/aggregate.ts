import { checkObject } from "../../_internal/check_option.ts";
import { checkReducer } from "../reducers/by.ts";
import { foldOf } from "../reducers/folding.ts";
import type { Reducer } from "../reducers/reducer.ts";
import { advance, type Fold, FoldSink } from "../engine/fold_sink.ts";
import type { Sink, SinkFactory } from "../engine/sink.ts";

/** Reducers by name, and what each makes of the items. */
export type Reducers<T, R> = { readonly [Name in keyof R]: Reducer<T, R[Name]> };

/** A record of what several reducers make of all items in one pass. */
export function aggregate<T, R extends object>(reducers: Reducers<T, R>): SinkFactory<R> {
  checkObject("aggregate the sequence", "reducers", reducers);
  const entries = Object.entries<Reducer<T, unknown>>(reducers);
  for (const [name, reducer] of entries) checkReducer("aggregate the sequence", name, reducer);
  const folds = entries.map(([, reducer]) => foldOf(reducer));
  const finish = (results: readonly unknown[]) =>
    Object.fromEntries(entries.map(([name], at) => [name, results[at]])) as R;
  return () => folds.length > 4 ? manyFolds(folds, finish) : new FoldSink(folds, finish);
}

function manyFolds<R>(
  folds: readonly Fold[],
  finish: (results: readonly unknown[]) => R,
): Sink<R> {
  let index = 0;
  const accumulators = folds.map(({ initial }) => initial());
  const push = (value: unknown): false => {
    for (let at = 0; at < folds.length; at++) {
      accumulators[at] = advance(folds[at]!, accumulators[at], value, index);
    }
    index++;
    return false;
  };
  return {
    push,
    settle: push,
    result: () => finish(folds.map((fold, at) => fold.finish(accumulators[at]))),
  };
}
