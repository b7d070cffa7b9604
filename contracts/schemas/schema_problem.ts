/** One reason why a schema refuses a value, found at `path` inside of it. */
export interface SchemaProblem {
  /** Keys from the checked value to the offending one. */
  readonly path: readonly PropertyKey[];
  /** What the schema asks for. */
  readonly expected: string;
  /** The offending value itself. */
  readonly received: unknown;
  /** How many problems follow that are only counted; on the last one of a long list. */
  readonly more?: number;
}

/** Problems of one value that are kept; a list of a million wrong items is of no use to anybody. */
const MAX_PROBLEMS = 100;

/** Adds a problem to a list; those beyond the limit are counted on the last one. */
export function addProblem(into: SchemaProblem[], problem: SchemaProblem): void {
  if (isFull(into)) countProblem(into);
  else into.push(problem);
}

/** Whether problems are only counted from now on, so that looking for their details is in vain. */
export function isFull(into: readonly SchemaProblem[]): boolean {
  return into.length >= MAX_PROBLEMS;
}

/** Counts a problem on the last one of a full list. */
export function countProblem(into: SchemaProblem[]): void {
  const last = into.at(-1)!;
  into[into.length - 1] = { ...last, more: (last.more ?? 0) + 1 };
}
