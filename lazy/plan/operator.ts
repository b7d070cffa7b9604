import type { Compare } from "../callback.ts";
import type { StageFactory } from "../engine/stage.ts";
import type { Source } from "../sources/source.ts";

/** What a plan knows of one operator: enough to run it, to rewrite it and to tell about it. */
export interface Operator {
  /** Name of the method that appended it. */
  readonly kind: string;
  /** Makes its stage, with fresh state, for one run. */
  readonly stage: StageFactory;
  /** Callback that it was given, such as that of `map`, `filter` and `tap`, which runs may fuse. */
  readonly callback?: ((...args: never[]) => unknown) | undefined;
  /** Order that it was given. */
  readonly compare?: Compare<never> | undefined;
  /** How many items it is about: the limit of `take`, the size of `chunks`. */
  readonly amount?: number | undefined;
  /** Initial value of `scan`. */
  readonly initial?: unknown;
  /** Further sources that it reads. */
  readonly others?: readonly Source[] | undefined;
  /**
   * Whether its stage saves and loads its state: also of an item that is to come again, or only
   * between two items. Nothing stands for a stage that does neither.
   */
  readonly saves?: "rewound" | "between" | undefined;
  /** What it is told by: the label of `named`, the settings of `hint`. */
  readonly note?: unknown;
}
