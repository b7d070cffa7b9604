import { checkFunction, checkInteger, checkKeys } from "../../_internal/check_option.ts";
import { type Callback, checkLimit } from "../callback.ts";
import { SKIP } from "../engine/stage.ts";
import { SeenSet } from "../keys/seen_set.ts";
import type { Operator } from "../plan/operator.ts";

/** Lets the items pass for which the predicate holds. */
export function filter<T>(predicate: Callback<T, unknown>): Operator {
  checkFunction("filter the sequence", "predicate", predicate);
  return {
    kind: "filter",
    callback: predicate,
    saves: "rewound",
    stage: () => {
      let index = 0;
      return {
        call: (value: T) => predicate(value, index++),
        settle: (isKept, value) => isKept ? value : SKIP,
        save: (state, isRewound) => state.push(isRewound ? index - 1 : index),
        load: (state) => index = state.shift() as number,
      };
    },
  };
}

/** Lets the first items pass and ends with the last of them, not one pull later. */
export function take(limit: number): Operator {
  const count = checkLimit("take from the sequence", limit);
  return {
    kind: "take",
    amount: count,
    saves: "rewound",
    stage: (port) => {
      let taken = 0;
      if (count === 0) port.end();
      return {
        settle(value) {
          if (++taken === count) port.end();
          return value;
        },
        save: (state, isRewound) => state.push(isRewound ? taken - 1 : taken),
        load(state) {
          taken = state.shift() as number;
          if (taken === count) port.end();
        },
      };
    },
  };
}

/** Skips the first items. */
export function drop(limit: number): Operator {
  const count = checkLimit("drop from the sequence", limit);
  return {
    kind: "drop",
    amount: count,
    saves: "rewound",
    stage: () => {
      let dropped = 0;
      return {
        settle: (value) => dropped < count && dropped++ < count ? SKIP : value,
        save: (state) => state.push(dropped),
        load: (state) => dropped = state.shift() as number,
      };
    },
  };
}

/** Lets items pass until the predicate fails for one, and ends there. */
export function takeWhile<T>(predicate: Callback<T, unknown>): Operator {
  checkFunction("take from the sequence", "predicate", predicate);
  return {
    kind: "takeWhile",
    callback: predicate,
    saves: "rewound",
    stage: (port) => {
      let index = 0;
      return {
        call: (value: T) => predicate(value, index++),
        settle(isKept, value) {
          if (isKept) return value;
          port.end();
          return SKIP;
        },
        save(state, isRewound) {
          state.push(port.isEnded ? 0 : isRewound ? index : index + 1);
        },
        load(state) {
          index = state.shift() as number - 1;
          if (index < 0) port.end();
        },
      };
    },
  };
}

/** Skips items until the predicate fails for one. */
export function dropWhile<T>(predicate: Callback<T, unknown>): Operator {
  checkFunction("drop from the sequence", "predicate", predicate);
  return {
    kind: "dropWhile",
    callback: predicate,
    saves: "rewound",
    stage: () => {
      let index = 0;
      let isDropping = true;
      return {
        call: (value: T) => isDropping && predicate(value, index++),
        settle(isDropped, value) {
          if (isDropped) return SKIP;
          isDropping = false;
          return value;
        },
        save: (state) => state.push(isDropping ? index + 1 : 0),
        load(state) {
          index = state.shift() as number - 1;
          isDropping = index >= 0;
        },
      };
    },
  };
}

/** Options of `distinct`. */
export interface DistinctOptions {
  /** The most different keys that a run may remember; no limit by default. */
  readonly max?: number | undefined;
}

/** Lets the first item of each key pass. */
export function distinct<T>(
  key?: Callback<T, unknown>,
  options: DistinctOptions = {},
): Operator {
  if (key !== undefined) checkFunction("make the sequence distinct", "key", key);
  checkKeys("make the sequence distinct", options, ["max"]);
  const { max = Infinity } = options;
  if (max !== Infinity) checkInteger("make the sequence distinct", "max", max, 1);
  return {
    kind: "distinct",
    callback: key,
    stage: () => {
      let index = 0;
      const seen = new SeenSet();
      const settle = (itemKey: unknown, value: unknown) => {
        if (!seen.add(itemKey)) return SKIP;
        if (seen.size > max) throw tooManyKeys(max);
        return value;
      };
      return key === undefined ? { settle } : { call: (value: T) => key(value, index++), settle };
    },
  };
}

function tooManyKeys(max: number): RangeError {
  return new RangeError(
    `Cannot make the sequence distinct as more than ${max} different keys have come, ` +
      `which is the limit: raise "max", or use a coarser "key"`,
  );
}
