import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { closeNow } from "../engine/closing.ts";
import { isOneShot, openInner } from "../engine/mode.ts";
import type { Cursor } from "../engine/cursor.ts";
import { SKIP } from "../engine/stage.ts";
import { skip } from "../paging/skipping_cursor.ts";
import type { Operator } from "../plan/operator.ts";

/** Replaces each item. */
export function map<T, U>(transform: Callback<T, U>): Operator {
  checkFunction("map the sequence", "transform", transform);
  return {
    kind: "map",
    callback: transform,
    saves: "rewound",
    stage: () => {
      let index = 0;
      return {
        call: (value: T) => transform(value, index++),
        save: (state, isRewound) => state.push(isRewound ? index - 1 : index),
        load: (state) => index = state.shift() as number,
      };
    },
  };
}

/** Replaces each item by the items of an iterable. */
export function flatMap<T>(transform: Callback<T, unknown>): Operator {
  checkFunction("flatMap the sequence", "transform", transform);
  return {
    kind: "flatMap",
    callback: transform,
    saves: "rewound",
    stage: (port) => {
      let index = 0;
      let inner: Cursor | undefined;
      let skipped = 0;
      return {
        call: (value: T) => transform(value, index++),
        late(items) {
          if (isOneShot(items)) closeNow([port.mode.open(items)]);
        },
        settle(items) {
          inner = openInner(items, port.mode);
          if (skipped > 0) inner = skip(inner, skipped, port.mode);
          skipped = 0;
          port.expand(inner);
          return SKIP;
        },
        // Rewound means that the last item is still being expanded.
        save(state, isRewound) {
          state.push(isRewound ? index - 1 : index, isRewound ? inner!.index : 0);
        },
        load(state) {
          index = state.shift() as number;
          skipped = state.shift() as number;
        },
      };
    },
  };
}

/** Calls back for each item and lets it pass. */
export function tap<T>(observe: Callback<T, unknown>): Operator {
  checkFunction("tap the sequence", "observe", observe);
  return {
    kind: "tap",
    callback: observe,
    saves: "rewound",
    stage: () => {
      let index = 0;
      return {
        call: (value: T) => observe(value, index++),
        settle: (_result, value) => value,
        save: (state, isRewound) => state.push(isRewound ? index - 1 : index),
        load: (state) => index = state.shift() as number,
      };
    },
  };
}

/** Replaces each item by the result of reducing up to it. */
export function scan<T, A>(
  reducer: (accumulator: A, value: T, index: number) => A | PromiseLike<A>,
  initial: A,
): Operator {
  checkFunction("scan the sequence", "reducer", reducer);
  return {
    kind: "scan",
    callback: reducer,
    initial,
    stage: () => {
      let index = 0;
      let accumulator = initial;
      return {
        call: (value: T) => reducer(accumulator, value, index++),
        settle: (result: A) => accumulator = result,
      };
    },
  };
}
