import type { MethodKind } from "../plan/method_kind.ts";
import type { MethodPlan } from "../plan/plan.ts";
import type { Checker } from "../schemas/schema.ts";

/** What several contracts say of a method, as one: what the quick way of a call looks at. */
export interface JoinedClauses {
  /** Tests that all contracts accept the arguments; what only some accept takes the slow way. */
  readonly params: readonly Checker[];
  /** Tests that all contracts accept the result. */
  readonly result: Checker | undefined;
  /** How the method answers, as far as its contracts agree. */
  readonly kind: MethodKind;
  /** All ways in which it has to answer. */
  readonly kinds: readonly MethodKind[];
  /** Whether the output of a schema is passed on in place of an argument. */
  readonly parses: boolean;
}

/** Joins what contracts say of a method. */
export function joinClauses(clauses: readonly MethodPlan[]): JoinedClauses {
  const kinds = [...new Set(clauses.map(({ kind }) => kind))];
  const results = clauses.map(({ result }) => result);
  return {
    // What is compiled for parameters is kept with their array.
    params: clauses.length === 1 ? clauses[0]!.params : joinParams(clauses),
    result: kinds.length === 1 ? joinCheckers(results) : NEVER,
    // A plain method may answer in any way, so the other kind says which it is.
    kind: kinds.find((kind) => kind !== "sync") ?? "sync",
    kinds,
    parses: clauses.some(({ parses }) => parses.includes(true)),
  };
}

function joinParams(clauses: readonly MethodPlan[]): Checker[] {
  const count = Math.max(...clauses.map(({ params }) => params.length));
  return Array.from({ length: count }, (_, index) => {
    return joinCheckers(clauses.map(({ params }) => params[index]))!;
  });
}

/** One checker that accepts what all of some accept; undefined if there is none. */
export function joinCheckers(checkers: readonly (Checker | undefined)[]): Checker | undefined {
  const all = [...new Set(checkers.filter((checker) => checker !== undefined))];
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first;
  return {
    ...first,
    test: (value) => all.every((checker) => checker.test(value)),
    emit: (code, value) => all.map((checker) => code.check(checker, value)).join("&&"),
  };
}

/** Refuses every result, so that each is looked at by all the ways in which it has to answer. */
const NEVER: Checker = {
  schema: { "~standard": { version: 1, vendor: "weir", validate: () => ({ issues: [] }) } },
  expected: "nothing",
  test: () => false,
  explain: () => {},
};
