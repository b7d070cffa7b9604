import type { Plan } from "../plan/plan.ts";
import { FusedRun } from "./fused_run.ts";
import { asyncMode } from "./mode.ts";
import type { PullRun } from "./pull_run.ts";
import { Run } from "./run.ts";

/** Begins the async run that suits a plan. */
export function beginRun(plan: Plan): PullRun {
  const program = plan.program(true);
  const { source, onlyStep } = program;
  return onlyStep === undefined ? new Run(program, asyncMode) : new FusedRun(source, onlyStep);
}
