import { checkFunction, formatValue } from "../../_internal/check_option.ts";
import { type Callback, checkCompare, type Compare, compareAscending } from "../callback.ts";
import { ReduceSink } from "../engine/reduce_sink.ts";
import type { SinkFactory } from "../engine/sink.ts";

type Reducer = (accumulator: unknown, value: unknown, index: number) => unknown;

/** One value made of all items; `initial` is empty when the first item takes its place. */
export function reduce<R>(reducer: Reducer, initial: readonly unknown[]): SinkFactory<R> {
  checkFunction("reduce the sequence", "reducer", reducer);
  return () => new ReduceSink<R>(reducer, initial);
}

/** How many items there are. */
export function count(): SinkFactory<number> {
  return () => {
    let items = 0;
    return {
      settle: () => void items++,
      result: () => items,
      written: { form: "count", finish: (state) => items = state as number },
    };
  };
}

/** The sum of numbers, added from the first on. */
export function sum<T>(select: Callback<T, unknown> = (value) => value): SinkFactory<number> {
  checkFunction("sum the sequence", "select", select);
  return () => {
    let index = 0;
    let total = 0;
    return {
      call: (value: T) => select(value, index++),
      settle(term) {
        if (typeof term !== "number") throw notANumber(term, index - 1);
        total += term;
      },
      result: () => total,
      written: {
        form: "sum",
        callback: select,
        refuse: notANumber,
        finish: (state) => total = state as number,
      },
    };
  };
}

function notANumber(term: unknown, index: number): TypeError {
  return new TypeError(
    `Cannot sum the sequence as item ${index} must be a number: ` +
      `current value is ${formatValue(term)}`,
  );
}

/** The item that comes first in the order; the earliest of a tie. */
export function min<T>(compare: Compare<T> = compareAscending): SinkFactory<T | undefined> {
  checkCompare("find the least item", compare);
  return best((challenger: T, champion) => compare(challenger, champion) < 0);
}

/** The item that comes last in the order; the earliest of a tie. */
export function max<T>(compare: Compare<T> = compareAscending): SinkFactory<T | undefined> {
  checkCompare("find the greatest item", compare);
  return best((challenger: T, champion) => compare(challenger, champion) > 0);
}

function best<T>(isBetter: (challenger: T, champion: T) => boolean): SinkFactory<T | undefined> {
  return () => {
    let champion: T | undefined;
    let isEmpty = true;
    return {
      settle(value: T) {
        if (isEmpty || isBetter(value, champion as T)) champion = value;
        isEmpty = false;
      },
      result: () => champion,
    };
  };
}
