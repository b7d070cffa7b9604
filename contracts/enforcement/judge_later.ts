import type { MethodPlan } from "../plan/plan.ts";
import type { Checker } from "../schemas/checking.ts";
import type { Violation, ViolationKind } from "../violation.ts";
import type { CheckedMember } from "./checked_member.ts";
import { toViolations } from "./explain.ts";
import { ruleArguments, ruleValue, type Ruling } from "./judge.ts";

/** Judges the arguments of a call as `judgeArguments` does, with schemas that take their time. */
export async function judgeArgumentsLater(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  self: unknown,
  args: ArrayLike<unknown>,
): Promise<Ruling | undefined> {
  const refusals = new Map<MethodPlan, readonly Violation[]>();
  for (const clause of clauses) {
    const violations = await Promise.all(
      clause.params.map((checker, index) =>
        explainLater(checker, args[index], "argument", clause.label, clause.names[index]!)
      ),
    );
    if (violations.flat().length > 0) refusals.set(clause, violations.flat());
  }
  return ruleArguments(slot, clauses, self, refusals);
}

/** Judges a result as `judgeAnswer` does, with schemas that take their time. */
export async function judgeAnswerLater(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  value: unknown,
): Promise<Ruling | undefined> {
  const refusals = new Map<MethodPlan, readonly Violation[]>();
  const speaking = clauses.filter(({ result }) => result !== undefined);
  for (const clause of speaking) {
    const violations = await explainLater(clause.result!, value, "result", clause.label, "result");
    if (violations.length > 0) refusals.set(clause, violations);
  }
  return ruleValue(slot, speaking, refusals);
}

/** Puts the output of schemas in place of the arguments that are to be parsed. */
export async function parseArgumentsLater(
  clauses: readonly MethodPlan[],
  args: ArrayLike<unknown>,
): Promise<readonly unknown[]> {
  const passed = Array.from(args);
  const done = new Set<number>();
  for (const { params, parses } of clauses) {
    for (const [index, isParsed] of parses.entries()) {
      if (!isParsed || done.has(index)) continue;
      const parsed = await parseLater(params[index]!, passed[index], []);
      if (parsed.problems !== undefined) continue;
      done.add(index);
      if (index < passed.length || parsed.value !== undefined) passed[index] = parsed.value;
    }
  }
  return passed;
}

async function explainLater(
  checker: Checker,
  value: unknown,
  kind: ViolationKind,
  member: string,
  name: string,
): Promise<Violation[]> {
  const { problems = [] } = await parseLater(checker, value, [name]);
  return toViolations(checker, value, problems, kind, member);
}

async function parseLater(checker: Checker, value: unknown, path: readonly PropertyKey[]) {
  if (checker.parseAsync !== undefined) return await checker.parseAsync(value, path);
  if (checker.parse !== undefined) return checker.parse(value, path);
  if (checker.test(value)) return { value };
  const problems: Parameters<Checker["explain"]>[2] = [];
  checker.explain(value, path, problems);
  return { problems };
}
