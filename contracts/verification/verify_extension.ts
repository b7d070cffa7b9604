import { ContractError } from "../errors.ts";
import { isOptional } from "../plan/describe.ts";
import type { ContractPlan, MemberPlan, MethodPlan } from "../plan/plan.ts";
import type { MemberShape } from "../substitution/member_shape.ts";
import { substitutionProblems } from "../substitution/substitution_problems.ts";
import type { Violation } from "../violation.ts";

/**
 * Looks for members that a contract says anew in a way that breaks the contract it extends: a value
 * that was accepted and is no longer, or that was ruled out and is no longer.
 *
 * @throws {ContractError} If one is found, unless the mode of the contract is another.
 */
export function verifyExtension(plan: ContractPlan, above: (...args: never[]) => unknown): void {
  const parent = plan.lineage[1]!;
  for (const mode of ["enforce", "report"] as const) {
    const violations = [...plan.members, ...plan.statics]
      .filter(({ label }) => plan.modes.of(label) === mode)
      .flatMap((member) => brokenPromises(plan, member));
    if (violations.length === 0) continue;
    const error = new ContractError({
      action: `extend contract "${parent.label}" as "${plan.label}"`,
      contracts: [{ label: parent.label, site: parent.site() }],
      className: plan.id,
      blame: "subclass",
      violations,
      sites: {},
      caller: plan.site,
    }, above);
    if (mode === "enforce") throw error;
    plan.modes.report(error);
  }
}

/** What a member that is said anew no longer keeps of what was said before. */
function brokenPromises(plan: ContractPlan, member: MemberPlan): Violation[] {
  const { key, label } = member;
  const before = plan.lineage.slice(1)
    .flatMap(({ members, statics }) => [...members, ...statics])
    .find((other) => other.key === key && other.label === label);
  if (before === undefined) return [];
  if (member.optional && !before.optional) return [leftOut(member, before.plan.label)];
  return substitutionProblems(shapeOf(before), shapeOf(member), before.plan.label)
    .map(({ path, expected, received, hint }) => {
      return {
        kind: "substitution",
        member: label,
        path: [label, ...path],
        expected,
        received,
        hint,
      };
    });
}

function leftOut({ label }: MemberPlan, parent: string): Violation {
  const expected = `a member that every class has, as in "${parent}"`;
  const hint = 'remove "optional"';
  const received = "an optional one";
  return { kind: "substitution", member: label, path: [label], expected, received, hint };
}

function shapeOf(member: MemberPlan): MemberShape {
  if (member.form === "attribute") {
    const { kind, value, examples } = member;
    // A field may be meant for reading alone; only what says so is known to be written.
    const writable = kind === "setter" || kind === "accessor";
    return { attribute: value.schema, writable, examples };
  }
  const { kind, params, names, result } = member;
  return {
    kind,
    params: params.map((checker, index) => ({
      name: names[index]!,
      schema: checker.schema,
      optional: isOptional(checker),
    })),
    result: result?.schema,
    examples: examplesOf(member),
  };
}

/** Examples of a generator have several items, each of which is one. */
function examplesOf({ kind, examples }: MethodPlan) {
  const isPlain = kind === "sync" || kind === "async";
  return examples.flatMap(({ args, hasResult, result }) => {
    if (!hasResult) return [{ args }];
    return isPlain
      ? [{ args, result }]
      : (result as unknown[]).map((item) => ({ args, result: item }));
  });
}
