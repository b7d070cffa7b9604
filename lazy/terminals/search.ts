import { checkFunction, optionMessage } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import type { SinkFactory } from "../engine/sink.ts";

/** The first item for which the predicate holds. */
export function find<T>(predicate: Callback<T, unknown>): SinkFactory<T | undefined> {
  checkFunction("find an item", "predicate", predicate);
  return () => {
    let index = 0;
    let found: T | undefined;
    return {
      callback: predicate,
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
      callback: predicate,
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
      callback: predicate,
      call: (value: T) => predicate(value, index++),
      settle: (holds) => hasFailed = !holds,
      result: () => !hasFailed,
    };
  };
}

/** Whether an item is the value, by the rules of `Array.prototype.includes()`. */
export function includes(sought: unknown, skippedItems: number = 0): SinkFactory<boolean> {
  checkSkipped(skippedItems);
  return () => {
    let left = skippedItems;
    let isFound = false;
    return {
      settle(value) {
        if (left > 0) left--;
        else isFound = value === sought || Number.isNaN(value) && Number.isNaN(sought);
        return isFound;
      },
      result: () => isFound,
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

/**
 * Checks how many items to pass over, as TC39's iterator includes does.
 *
 * @throws {TypeError} If it is neither an integer nor infinite.
 * @throws {RangeError} If it is negative, or finite and not a safe integer.
 */
function checkSkipped(skipped: unknown): void {
  const action = "look for an item";
  const rule = "a safe integer >= 0 or Infinity";
  const isNumber = Number.isInteger(skipped) || skipped === Infinity || skipped === -Infinity;
  if (!isNumber) throw new TypeError(optionMessage(action, "skippedItems", rule, skipped));
  if ((skipped as number) >= 0 && (Number.isSafeInteger(skipped) || skipped === Infinity)) return;
  throw new RangeError(optionMessage(action, "skippedItems", rule, skipped));
}
