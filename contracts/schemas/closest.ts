import type { SchemaProblem } from "./schema_problem.ts";

type Problems = readonly SchemaProblem[];

/**
 * Chooses among the reasons why several schemas refuse a value at `path`: those of the schema that
 * it comes closest to. Undefined if it is none of the kinds of values that they ask for.
 */
export function closest(
  lists: readonly Problems[],
  path: readonly PropertyKey[],
): Problems | undefined {
  const depth = path.length + 1;
  const distance = (problems: Problems) =>
    problems.reduce((sum, { path, expected }) => {
      // A literal that differs, as in { type: "paid" }, tells that another schema was meant.
      const isLiteral = path.length === depth && /^(["'\d-]|true|false)/.test(expected);
      return sum + (isLiteral ? 1_000 : 1);
    }, 0);
  return lists.filter((problems) => problems.every((problem) => problem.path.length >= depth))
    .sort((a, b) => distance(a) - distance(b))[0];
}
