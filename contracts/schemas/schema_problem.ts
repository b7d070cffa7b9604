/** One reason why a schema refuses a value, found at `path` inside of it. */
export interface SchemaProblem {
  /** Keys from the checked value to the offending one. */
  readonly path: readonly PropertyKey[];
  /** What the schema asks for. */
  readonly expected: string;
  /** The offending value itself. */
  readonly received: unknown;
  /** What to do about it, where that can be said. */
  readonly hint?: string;
  /** How many problems follow that are only counted; on the last one of a long list. */
  readonly more?: number;
}

/** Problems of one value that are kept; a list of a million wrong items is of no use to anybody. */
const MAX_PROBLEMS = 100;

/** Adds a problem to a list; those beyond the limit are counted on the last one. */
export function addProblem(into: SchemaProblem[], problem: SchemaProblem): void {
  if (isFull(into)) countProblems(into, 1 + (problem.more ?? 0));
  else into.push(problem);
}

/** Whether problems are only counted from now on, so that looking for their details is in vain. */
export function isFull(into: readonly SchemaProblem[]): boolean {
  return into.length >= MAX_PROBLEMS;
}

/** Counts problems on the last one of a full list. */
export function countProblems(into: SchemaProblem[], count: number): void {
  const last = into.at(-1)!;
  into[into.length - 1] = { ...last, more: (last.more ?? 0) + count };
}
