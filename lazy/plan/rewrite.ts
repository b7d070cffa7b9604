import type { Source } from "../sources/source.ts";
import { isReversible, reversedSource } from "../sources/reversed_source.ts";
import { type Marks, readMarks } from "./marks.ts";
import type { Operator } from "./operator.ts";
import { type Change, RULES } from "./rules.ts";
import { sizesOf } from "./size.ts";

/** Operators as runs take them, and how they came about. */
export interface Rewritten {
  readonly source: Source;
  readonly operators: readonly Operator[];
  /** What was rewritten, in words. */
  readonly rewrites: readonly string[];
}

/**
 * Takes marks out and rewrites what is left into what does less, until no rule applies.
 *
 * No rule changes what a callback can observe: which items it gets, in which order, with which
 * index. What may change is which items are compared, and which are kept. Rules that go further ask
 * for `hint({ pure: true })`; `hint({ rewrite: false })` turns all of them off.
 */
export function rewrite(source: Source, written: readonly Operator[]): Rewritten {
  if (!isConcerned(written)) return { source, operators: written, rewrites: [] };
  const marks = readMarks(written);
  const { operators } = marks;
  const rewrites: string[] = [];
  if (!marks.mayRewrite) return { source, operators, rewrites };
  if (operators[0]?.kind === "reverse" && isReversible(source)) {
    source = reversedSource(source);
    operators.shift();
    rewrites.push("reverse() → read from the end");
  }
  for (let at = 0; at < operators.length;) {
    const change = findChange(source, marks, at);
    if (change === undefined) {
      at++;
      continue;
    }
    operators.splice(at, change.length, ...change.operators);
    rewrites.push(change.text);
    // What stands before may go on with what has come here.
    at = Math.max(0, at - 2);
  }
  return { source, operators, rewrites };
}

/** Whether there is a mark or something to rewrite; most plans have neither, and are short. */
function isConcerned(written: readonly Operator[]): boolean {
  let before = "";
  for (const { kind } of written) {
    if (kind === before && (kind === "take" || kind === "drop")) return true;
    if (CONCERNED.includes(kind)) return true;
    before = kind;
  }
  return false;
}

const CONCERNED = ["sort", "sortBy", "reverse", "hint", "named"];

function findChange(source: Source, marks: Marks, at: number): Change | undefined {
  const { operators, pure } = marks;
  for (const rule of RULES[operators[at]!.kind] ?? []) {
    const change = rule({
      operators,
      at,
      // A callback that asks for the index depends on more than its item.
      isPure: (operator) => pure.has(operator) && (operator.callback?.length ?? 0) < 2,
      sizeBefore: () => sizesOf(source, marks)[at]![1],
    });
    if (change !== undefined) return change;
  }
  return undefined;
}
