import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { SKIP, type StageFactory } from "../stage.ts";

/** Replaces each item. */
export function map<T, U>(transform: Callback<T, U>): StageFactory {
  checkFunction("map the sequence", "transform", transform);
  return () => {
    let index = 0;
    return { call: (value: T) => transform(value, index++) };
  };
}

/** Replaces each item by the items of an iterable. */
export function flatMap<T>(transform: Callback<T, unknown>): StageFactory {
  checkFunction("flatMap the sequence", "transform", transform);
  return (port) => {
    let index = 0;
    return {
      call: (value: T) => transform(value, index++),
      settle(inner) {
        if (typeof inner === "string") {
          throw new TypeError(
            "Cannot flatMap the sequence as the callback returned a string: " +
              "return [text] to keep it whole or [...text] to split it",
          );
        }
        port.expand(port.mode.open(inner));
        return SKIP;
      },
    };
  };
}

/** Calls back for each item and lets it pass. */
export function tap<T>(observe: Callback<T, unknown>): StageFactory {
  checkFunction("tap the sequence", "observe", observe);
  return () => {
    let index = 0;
    return { call: (value: T) => observe(value, index++), settle: (_result, value) => value };
  };
}

/** Replaces each item by the result of reducing up to it. */
export function scan<T, A>(
  reducer: (accumulator: A, value: T, index: number) => A | PromiseLike<A>,
  initial: A,
): StageFactory {
  checkFunction("scan the sequence", "reducer", reducer);
  return () => {
    let index = 0;
    let accumulator = initial;
    return {
      call: (value: T) => reducer(accumulator, value, index++),
      settle: (result: A) => accumulator = result,
    };
  };
}
