import { checkFunction } from "../../_internal/check_option.ts";
import { type Callback, checkSize } from "../callback.ts";
import { SKIP } from "../engine/stage.ts";
import type { Operator } from "../plan/operator.ts";

/** What `windows()` does with a source that is shorter than one window. */
export type Undersized = "only-full" | "allow-partial";

/** Gathers arrays of `size` items; the last may be shorter. */
export function chunks(size: number): Operator {
  checkSize("chunk the sequence", size);
  return {
    kind: "chunks",
    amount: size,
    saves: "between",
    stage: () => {
      let chunk: unknown[] = [];
      const emit = () => {
        const full = chunk;
        chunk = [];
        return full;
      };
      return {
        settle: (value) => chunk.push(value) < size ? SKIP : emit(),
        flush: () => chunk.length === 0 ? SKIP : emit(),
      };
    },
  };
}

/** Gathers every run of `size` neighbours. */
export function windows(size: number, undersized: Undersized = "only-full"): Operator {
  checkSize("window the sequence", size);
  if (undersized !== "only-full" && undersized !== "allow-partial") {
    throw new TypeError(
      'Cannot window the sequence as "undersized" must be "only-full" or "allow-partial": ' +
        `current value is ${String(undersized)}`,
    );
  }
  return {
    kind: "windows",
    amount: size,
    stage: () => {
      const window: unknown[] = [];
      let isPartial = undersized === "allow-partial";
      return {
        settle(value) {
          window.push(value);
          // Cheaper than a ring: next to the copy that is handed over it costs nothing at any size.
          if (window.length > size) window.shift();
          return window.length < size ? SKIP : window.slice();
        },
        flush() {
          if (!isPartial || window.length === 0 || window.length >= size) return SKIP;
          isPartial = false;
          return window;
        },
      };
    },
  };
}

/** Gathers neighbours that have the same key. */
export function chunkBy<T>(key: Callback<T, unknown>): Operator {
  checkFunction("chunk the sequence", "key", key);
  return {
    kind: "chunkBy",
    stage: () => {
      let index = 0;
      let chunk: unknown[] = [];
      let chunkKey: unknown;
      return {
        call: (value: T) => key(value, index++),
        settle(itemKey, value) {
          const isSame = itemKey === chunkKey || Object.is(itemKey, chunkKey);
          if (chunk.length > 0 && isSame) {
            chunk.push(value);
            return SKIP;
          }
          const full = chunk;
          chunk = [value];
          chunkKey = itemKey;
          return full.length === 0 ? SKIP : full;
        },
        flush() {
          const full = chunk;
          chunk = [];
          return full.length === 0 ? SKIP : full;
        },
      };
    },
  };
}
