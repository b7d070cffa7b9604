import { checkFunction } from "../../_internal/check_option.ts";
import { type Callback, checkLimit } from "../callback.ts";
import { SKIP, type StageFactory } from "../stage.ts";

/** Lets the items pass for which the predicate holds. */
export function filter<T>(predicate: Callback<T, unknown>): StageFactory {
  checkFunction("filter the sequence", "predicate", predicate);
  return () => {
    let index = 0;
    return {
      call: (value: T) => predicate(value, index++),
      settle: (isKept, value) => isKept ? value : SKIP,
    };
  };
}

/** Lets the first items pass and ends with the last of them, not one pull later. */
export function take(limit: number): StageFactory {
  const count = checkLimit("take from the sequence", limit);
  return (port) => {
    let left = count;
    if (left === 0) port.end();
    return {
      settle(value) {
        if (--left === 0) port.end();
        return value;
      },
    };
  };
}

/** Skips the first items. */
export function drop(limit: number): StageFactory {
  const count = checkLimit("drop from the sequence", limit);
  return () => {
    let left = count;
    return { settle: (value) => left > 0 && left-- > 0 ? SKIP : value };
  };
}

/** Lets items pass until the predicate fails for one, and ends there. */
export function takeWhile<T>(predicate: Callback<T, unknown>): StageFactory {
  checkFunction("take from the sequence", "predicate", predicate);
  return (port) => {
    let index = 0;
    return {
      call: (value: T) => predicate(value, index++),
      settle(isKept, value) {
        if (isKept) return value;
        port.end();
        return SKIP;
      },
    };
  };
}

/** Skips items until the predicate fails for one. */
export function dropWhile<T>(predicate: Callback<T, unknown>): StageFactory {
  checkFunction("drop from the sequence", "predicate", predicate);
  return () => {
    let index = 0;
    let isDropping = true;
    return {
      call: (value: T) => isDropping && predicate(value, index++),
      settle(isDropped, value) {
        if (isDropped) return SKIP;
        isDropping = false;
        return value;
      },
    };
  };
}

/** Lets the first item of each key pass. */
export function distinct<T>(key: Callback<T, unknown> = (value) => value): StageFactory {
  checkFunction("make the sequence distinct", "key", key);
  return () => {
    let index = 0;
    const seen = new Set<unknown>();
    return {
      call: (value: T) => key(value, index++),
      settle(itemKey, value) {
        if (seen.has(itemKey)) return SKIP;
        seen.add(itemKey);
        return value;
      },
    };
  };
}
