import type { MethodPlan } from "../plan/plan.ts";
import { argumentHint } from "../report/hints/argument_hint.ts";
import { renameHint } from "../report/hints/rename_hint.ts";
import { valueHint } from "../report/hints/value_hint.ts";
import { preview } from "../report/preview.ts";
import type { Checker } from "../schemas/schema.ts";
import type { SchemaProblem } from "../schemas/schema_problem.ts";
import { hinted, type Violation, type ViolationKind } from "../violation.ts";

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
  const { params, names, label } = method;
  return params.flatMap((checker, index) => {
    const [first, ...rest] = explainValue(checker, args[index], "argument", label, names[index]!);
    if (first === undefined) return [];
    return [hinted(first, argumentHint(method, args, index)), ...rest];
  });
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
  return toViolations(checker, value, problems, kind, member);
}

/** Writes problems of a value as violations of a member. */
export function toViolations(
  checker: Checker,
  value: unknown,
  problems: readonly SchemaProblem[],
  kind: ViolationKind,
  member: string,
): Violation[] {
  return problems.map(({ received, ...problem }) =>
    hinted(
      { kind, member, ...problem, received: preview(received) },
      problem.hint ?? hintFor(checker, value, kind, { received, ...problem }),
    )
  );
}

function hintFor(
  checker: Checker,
  whole: unknown,
  kind: ViolationKind,
  { path, expected, received }: SchemaProblem,
): string | undefined {
  try {
    const inner = path.slice(1);
    if (received !== undefined || inner.length === 0) {
      return valueHint({ kind, path, expected, received });
    }
    const parent = valueAt(whole, inner.slice(0, -1));
    return renameHint(checker, whole, inner, parent) ??
      valueHint({ kind, path, expected, received, parent });
  } catch {
    // As in a preview: a getter or a proxy may throw, which must not replace the error.
    return undefined;
  }
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => value instanceof Map ? value.get(key) : Reflect.get(Object(value), key),
    whole,
  );
}
