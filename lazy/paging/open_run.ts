import { FusedRun } from "../engine/fused_run.ts";
import type { Held } from "../engine/held.ts";
import type { Mode } from "../engine/mode.ts";
import { Run } from "../engine/run.ts";
import { Slots } from "../engine/slots.ts";
import type { Stage } from "../engine/stage.ts";
import type { Program } from "../plan/program.ts";
import { FillingRun } from "./filling_run.ts";
import type { PagedRun } from "./paged_run.ts";

/** A run, and what of it has a state. */
export interface OpenRun {
  readonly run: PagedRun;
  /** Its stages, or the one thing that stands for all of them. */
  readonly stages: readonly Pick<Stage, "save" | "load">[];
  /** What the run holds open, if it has more than slots. */
  readonly held?: Held;
}

/** Begins the run that suits a program and can fill pages. */
export function openRun(program: Program, mode: Mode): OpenRun {
  const { source, onlyStep } = program;
  if (onlyStep === undefined) {
    const run = new Run(program, mode);
    return { run, stages: run.held.stages, held: run.held };
  }
  if (mode.isAsync) {
    const run = new FusedRun(source, onlyStep);
    return { run, stages: [run] };
  }
  const slots = new Slots(onlyStep);
  return { run: new FillingRun(source, slots), stages: [slots] };
}
