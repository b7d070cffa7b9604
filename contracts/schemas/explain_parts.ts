import type { Checker, Explain } from "./checking.ts";
import { addProblem, countProblems, isFull, type SchemaProblem } from "./schema_problem.ts";

/** A value inside of another one: where, what, and what checks it. */
export type Part = readonly [key: PropertyKey, value: unknown, checker: Checker];

/** Explains values that hold others: first what they are themselves, then each of their parts. */
export function explainParts<V>(
  expected: string,
  test: (value: unknown) => value is V,
  parts: (value: V) => Iterable<Part>,
): Explain {
  return (value, path, into) => {
    if (!test(value)) return addProblem(into, { path, expected, received: value });
    for (const [key, part, checker] of parts(value)) explainAt(checker, part, key, path, into);
  };
}

/** Adds the problems of a part of a value, if it has any. */
export function explainAt(
  checker: Checker,
  value: unknown,
  key: PropertyKey,
  path: readonly PropertyKey[],
  into: SchemaProblem[],
): void {
  if (checker.test(value)) return;
  if (isFull(into)) countProblems(into, 1);
  else checker.explain(value, [...path, key], into);
}

/** Tells whether a value has properties that a schema may look at; functions are not meant. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
