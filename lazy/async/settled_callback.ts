import { isThenable } from "../../_internal/is_thenable.ts";
import type { ConcurrentCallback } from "./concurrent_map_cursor.ts";

/** Makes a callback that does not fail: its result tells what became of the call. */
export function settledCallback<T, R>(
  callback: ConcurrentCallback<T, R>,
): ConcurrentCallback<T, PromiseSettledResult<R>> {
  return (value, index, context) => {
    try {
      const result = callback(value, index, context);
      if (isThenable(result)) {
        return Promise.resolve(result as PromiseLike<R>).then(fulfilled, rejected);
      }
      return fulfilled(result as R);
    } catch (reason) {
      return rejected(reason);
    }
  };
}

function fulfilled<R>(value: R): PromiseFulfilledResult<R> {
  return { status: "fulfilled", value };
}

function rejected(reason: unknown): PromiseRejectedResult {
  return { status: "rejected", reason };
}
