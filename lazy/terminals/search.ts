import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import type { SinkFactory } from "../sink.ts";

/** The first item for which the predicate holds. */
export function find<T>(predicate: Callback<T, unknown>): SinkFactory<T | undefined> {
  checkFunction("find an item", "predicate", predicate);
  return () => {
    let index = 0;
    let found: T | undefined;
    return {
      call: (value: T) => predicate(value, index++),
      settle(isFound, value: T) {
        if (isFound) found = value;
        return Boolean(isFound);
      },
      result: () => found,
    };
  };
}

/** Whether the predicate holds for an item. */
export function some<T>(predicate: Callback<T, unknown>): SinkFactory<boolean> {
  checkFunction("test some items", "predicate", predicate);
  return () => {
    let index = 0;
    let isFound = false;
    return {
      call: (value: T) => predicate(value, index++),
      settle: (holds) => isFound = Boolean(holds),
      result: () => isFound,
    };
  };
}

/** Whether the predicate holds for all items. */
export function every<T>(predicate: Callback<T, unknown>): SinkFactory<boolean> {
  checkFunction("test every item", "predicate", predicate);
  return () => {
    let index = 0;
    let hasFailed = false;
    return {
      call: (value: T) => predicate(value, index++),
      settle: (holds) => hasFailed = !holds,
      result: () => !hasFailed,
    };
  };
}

/** The first item. */
export function first<T>(): SinkFactory<T | undefined> {
  return () => {
    let item: T | undefined;
    return {
      settle(value: T) {
        item = value;
        return true;
      },
      result: () => item,
    };
  };
}

/** The last item. */
export function last<T>(): SinkFactory<T | undefined> {
  return () => {
    let item: T | undefined;
    return {
      settle(value: T) {
        item = value;
      },
      result: () => item,
    };
  };
}
