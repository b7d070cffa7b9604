import type { CheckedHints } from "../operators/mark.ts";
import type { Operator } from "./operator.ts";

/** How many items there are: at least and at most. */
export type Size = readonly [least: number, most: number];

/** What a plan says about itself by `hint()`, and its operators without these marks. */
export interface Marks {
  readonly operators: Operator[];
  /** Operators whose callbacks depend on the item alone and do nothing else. */
  readonly pure: ReadonlySet<Operator>;
  /** How many items leave an operator; of the source itself under `undefined`. */
  readonly sizes: ReadonlyMap<Operator | undefined, Size>;
  readonly mayRewrite: boolean;
}

const NO_PURE: ReadonlySet<Operator> = new Set();
const NO_SIZES: ReadonlyMap<Operator | undefined, Size> = new Map();

/** Takes the marks out of a plan. */
export function readMarks(written: readonly Operator[]): Marks {
  const operators = written.filter(({ kind }) => kind !== "hint" && kind !== "named");
  if (!written.some(({ kind }) => kind === "hint")) {
    return { operators, pure: NO_PURE, sizes: NO_SIZES, mayRewrite: true };
  }
  const pure = new Set<Operator>();
  const sizes = new Map<Operator | undefined, Size>();
  let mayRewrite = true;
  const before: Operator[] = [];
  for (const operator of written) {
    if (operator.kind !== "hint") {
      if (operator.kind !== "named") before.push(operator);
      continue;
    }
    const hints = operator.note as CheckedHints;
    if (hints.pure !== undefined) {
      for (const each of before) pure[hints.pure ? "add" : "delete"](each);
    }
    if (hints.size !== undefined) sizes.set(before.at(-1), hints.size);
    mayRewrite = hints.rewrite ?? mayRewrite;
  }
  return { operators, pure, sizes, mayRewrite };
}
