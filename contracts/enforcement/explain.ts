import type { MethodPlan } from "../plan/plan.ts";
import { argumentHint } from "../report/hints/argument_hint.ts";
import { renameHint } from "../report/hints/rename_hint.ts";
import { valueHint } from "../report/hints/value_hint.ts";
import { preview } from "../report/preview.ts";
import type { Checker } from "../schemas/schema.ts";
import type { SchemaProblem } from "../schemas/schema_problem.ts";
import { hinted, settled, type Violation, type ViolationKind } from "../violation.ts";

/** Tells whether arguments fit; the common case, without creating anything. */
export function acceptsArguments(method: MethodPlan, args: ArrayLike<unknown>): boolean {
  const { params } = method;
  for (let index = 0; index < params.length; index++) {
    if (!params[index]!.test(args[index])) return false;
  }
  return true;
}

/**
 * Lists what is wrong with arguments. The hints are looked for when they are read: many a refused call
 * is answered without them.
 */
export function explainArguments(method: MethodPlan, args: ArrayLike<unknown>): Violation[] {
  const { params, names, label } = method;
  return params.flatMap((checker, index) => {
    const value = args[index];
    const problems = problemsOf(checker, value, names[index]!);
    if (problems.length === 0) return [];
    const [first, ...rest] = problems.map((one) =>
      lazyViolation(checker, value, one, "argument", label)
    );
    return [hinted(first!, argumentHint(method, args, index)), ...rest];
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
  return toViolations(checker, value, problemsOf(checker, value, name), kind, member);
}

/** Writes problems of a value as violations of a member. */
export function toViolations(
  checker: Checker,
  value: unknown,
  problems: readonly SchemaProblem[],
  kind: ViolationKind,
  member: string,
): Violation[] {
  return problems.map((one) => settled(lazyViolation(checker, value, one, kind, member)));
}

function problemsOf(checker: Checker, value: unknown, name: string): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  if (!checker.test(value)) checker.explain(value, [name], problems);
  return problems;
}

function lazyViolation(
  checker: Checker,
  whole: unknown,
  problem: SchemaProblem,
  kind: ViolationKind,
  member: string,
): Violation {
  const { path, expected, received, more } = problem;
  const violation = {
    kind,
    member,
    path,
    expected,
    received: preview(received),
    get hint() {
      return problem.hint ?? hintFor(checker, whole, kind, problem);
    },
  };
  return more === undefined ? violation : Object.assign(violation, { more });
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
