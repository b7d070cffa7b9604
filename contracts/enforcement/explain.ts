import { preview } from "../report/preview.ts";
import type { Checker } from "../schemas/schema.ts";
import type { SchemaProblem } from "../schemas/schema_problem.ts";
import type { Violation, ViolationKind } from "../violation.ts";
import type { MethodPlan } from "../plan/plan.ts";

/** Tells whether arguments fit; the common case, without creating anything. */
export function acceptsArguments(method: MethodPlan, args: ArrayLike<unknown>): boolean {
  const { params } = method;
  for (let index = 0; index < params.length; index++) {
    if (!params[index]!.test(args[index])) return false;
  }
  return true;
}

/** Lists what is wrong with arguments. */
export function explainArguments(method: MethodPlan, args: ArrayLike<unknown>): Violation[] {
  return method.params.flatMap((checker, index) =>
    explainValue(checker, args[index], "argument", method.label, method.names[index]!)
  );
}

/** Lists what is wrong with one value, as far as it is kept; `name` is where its path starts. */
export function explainValue(
  checker: Checker,
  value: unknown,
  kind: ViolationKind,
  member: string,
  name: string,
): Violation[] {
  if (checker.test(value)) return [];
  const problems: SchemaProblem[] = [];
  checker.explain(value, [name], problems);
  return toViolations(problems, kind, member);
}

/** Writes problems of a value as violations of a member. */
export function toViolations(
  problems: readonly SchemaProblem[],
  kind: ViolationKind,
  member: string,
): Violation[] {
  return problems.map(({ received, ...problem }) => ({
    kind,
    member,
    ...problem,
    received: preview(received),
  }));
}
