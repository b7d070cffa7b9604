import { SKIP } from "../engine/stage.ts";
import type { Operator } from "../plan/operator.ts";

/** Keeps all items and hands them over from the last to the first; none is kept any longer. */
export function reverse(): Operator {
  return {
    kind: "reverse",
    stage: () => {
      const items: unknown[] = [];
      return {
        settle(value) {
          items.push(value);
          return SKIP;
        },
        flush: () => items.length === 0 ? SKIP : items.pop(),
        close() {
          items.length = 0;
        },
      };
    },
  };
}
