import type { MethodPlan } from "../plan/plan.ts";
import { argumentHint } from "../report/hints/argument_hint.ts";
import { renameHint } from "../report/hints/rename_hint.ts";
import { valueHint } from "../report/hints/value_hint.ts";
import { preview } from "../report/preview.ts";
import type { Checker } from "../schemas/schema.ts";
import type { SchemaProblem } from "../schemas/schema_problem.ts";
import { settled, type Violation, type ViolationKind } from "../violation.ts";

/** Tells whether arguments fit; the common case, without creating anything. */
export function acceptsArguments(method: MethodPlan, args: ArrayLike<unknown>): boolean {
  const { params } = method;
  for (let index = 0; index < params.length; index++) {
    if (!params[index]!.test(args[index])) return false;
  }
  return true;
}

/** Lists what is wrong with refused arguments; never nothing, even if they are accepted by now. */
export function explainArguments(method: MethodPlan, args: ArrayLike<unknown>): Violation[] {
  const { params, names, label } = method;
  const violations: Violation[] = [];
  for (let index = 0; index < params.length; index++) {
    const checker = params[index]!;
    const value = args[index];
    const problems = problemsOf(checker, value, names[index]!);
    if (problems.length === 0) continue;
    const hint = argumentHint(method, args, index);
    for (const one of problems) {
      const first = one === problems[0] ? hint : undefined;
      violations.push(new LateViolation(checker, value, one, "argument", label, first));
    }
  }
  if (violations.length > 0) return violations;
  return [{
    kind: "argument",
    member: label,
    path: ["arguments"],
    expected: names.map((name, index) => `${name}: ${params[index]!.expected}`).join(", "),
    received: preview(Array.from(args)),
  }];
}

/** Lists what is wrong with one value, if anything is, as far as it is kept; `name` is where its path starts. */
export function explainValue(
  checker: Checker,
  value: unknown,
  kind: ViolationKind,
  member: string,
  name: string,
): Violation[] {
  return toViolations(checker, value, problemsOf(checker, value, name), kind, member);
}

/**
 * Lists what is wrong with a value that was refused; never nothing, as a test may answer differently
 * from one time to the next.
 */
export function explainRefused(
  checker: Checker,
  value: unknown,
  kind: ViolationKind,
  member: string,
  name: string,
): Violation[] {
  return toViolations(checker, value, refusalOf(checker, value, name), kind, member);
}

/** Writes problems of a value as violations of a member. */
export function toViolations(
  checker: Checker,
  value: unknown,
  problems: readonly SchemaProblem[],
  kind: ViolationKind,
  member: string,
): Violation[] {
  return problems.map((one) => settled(new LateViolation(checker, value, one, kind, member)));
}

function problemsOf(checker: Checker, value: unknown, name: string): SchemaProblem[] {
  return checker.test(value) ? [] : refusalOf(checker, value, name);
}

function refusalOf(checker: Checker, value: unknown, name: string): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  checker.explain(value, [name], problems);
  if (problems.length > 0) return problems;
  return [{ path: [name], expected: checker.expected, received: value }];
}

/**
 * A violation whose texts are written when they are read, as many a refused call is answered without
 * them. What can change until then is written at once, and not held.
 */
class LateViolation implements Violation {
  readonly kind: ViolationKind;
  readonly member: string;
  readonly #problem: SchemaProblem | undefined;
  readonly #hint: string | undefined;
  readonly #received: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly expected: string;
  readonly more: number | undefined;

  constructor(
    checker: Checker,
    whole: unknown,
    problem: SchemaProblem,
    kind: ViolationKind,
    member: string,
    hint: string | undefined = problem.hint,
  ) {
    const { path, expected, received, more } = problem;
    this.kind = kind;
    this.member = member;
    this.path = path;
    this.expected = expected;
    this.more = more;
    this.#hint = hint;
    if (isLasting(received) && (received !== undefined || path.length === 1)) {
      this.#problem = problem;
    } else {
      this.#received = preview(received);
      this.#hint ??= hintFor(checker, whole, kind, problem);
    }
  }

  get received(): string {
    return this.#received ?? preview(this.#problem?.received);
  }

  get hint(): string | undefined {
    if (this.#hint !== undefined || this.#problem === undefined) return this.#hint;
    return valueHint({ ...this.#problem, kind: this.kind });
  }
}

/** Whether a value stays what it is. */
function isLasting(value: unknown): boolean {
  return value === null || typeof value !== "object" && typeof value !== "function";
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
