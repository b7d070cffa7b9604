import type { Mode } from "../engine/mode.ts";
import type { Operator } from "../plan/operator.ts";
import type { Plan } from "../plan/plan.ts";
import { arrange, type Program } from "../plan/program.ts";
import { fingerprint } from "./fingerprint.ts";
import { active, type ResumeClass, resumeClass } from "./resume_class.ts";

/** What pages have to know of a plan. */
export interface PagedPlan {
  /** How pages go on after a cursor. */
  readonly resumeClass: ResumeClass;
  /** What cursors of the plan are good for. */
  readonly fingerprint: string;
  /** The operators that do something in a run. */
  readonly operators: readonly Operator[];
  /** What runs do. */
  readonly program: Program;
}

const known = new WeakMap<Plan, PagedPlan>();

/** Finds out what pages have to know of a plan, once: it is asked with every request. */
export function pagedPlan(plan: Plan, mode: Mode): PagedPlan {
  let found = known.get(plan);
  if (found === undefined) known.set(plan, found = find(plan, mode));
  return found;
}

function find(plan: Plan, { isAsync }: Mode): PagedPlan {
  const operators = active(plan.operators());
  const kind = resumeClass(plan);
  // State is saved of the operators as they were written, whatever runs make of them.
  const program = kind === "seek"
    ? arrange({ source: plan.source, operators, rewrites: [] }, isAsync)
    : plan.program(isAsync);
  return { resumeClass: kind, fingerprint: fingerprint(plan), operators, program };
}
