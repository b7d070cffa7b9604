import type { SourceRecipe, StepRecipe } from "./steps/step.ts";
import type { TerminalRecipe } from "./terminals/terminal.ts";
import type { Faults } from "./world.ts";

/** A pipeline as data. */
export interface Pipeline {
  readonly source: SourceRecipe;
  readonly steps: readonly StepRecipe[];
  /** A terminal or a loop. */
  readonly driver: TerminalRecipe;
  /** How often it is run. */
  readonly runs: number;
  readonly isAsync: boolean;
  /** How many steps are compiled, as far as they can be; none are without it. */
  readonly compiled?: number;
  /** Which calls answer with a promise, over and over; in async pipelines. */
  readonly delays: readonly boolean[];
  readonly faults: Faults;
}
