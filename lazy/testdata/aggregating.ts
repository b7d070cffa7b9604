import { syncMode } from "../engine/mode.ts";
import { aggregate, type Reducers } from "../terminals/aggregate.ts";

/** What a sequence offers, with the signature of its method. */
export interface Aggregating<T> {
  /** Runs reducers over the items. */
  aggregate<R extends object>(reducers: Reducers<T, R>): R;
}

/** Drives the sink of `aggregate` by hand. */
export function over<T>(items: Iterable<T>): Aggregating<T> {
  return {
    aggregate<R extends object>(reducers: Reducers<T, R>): R {
      const sink = aggregate<T, R>(reducers)(syncMode);
      for (const item of items) sink.settle(item, item);
      return sink.result();
    },
  };
}
