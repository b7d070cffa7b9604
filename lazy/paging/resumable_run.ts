import type { Cursor } from "../engine/cursor.ts";
import type { Mode } from "../engine/mode.ts";
import type { Program } from "../plan/program.ts";
import type { Source } from "../sources/source.ts";
import { type OpenRun, openRun } from "./open_run.ts";
import type { PagedRun } from "./paged_run.ts";
import { beyond } from "./refusal.ts";

/** A run that can begin in the middle, and that tells where it is. */
export class ResumableRun {
  readonly #open: OpenRun;
  #cursor: Cursor | undefined;

  /**
   * @param program Its steps all save and load their state.
   * @param state What `save()` told in an earlier run.
   */
  constructor(program: Program, mode: Mode, state: readonly unknown[] | undefined) {
    const source = this.#seeking(program.source, state?.[0]);
    this.#open = openRun({ ...program, source }, mode);
    if (state !== undefined) this.#load(state.slice(1));
  }

  /** What is pulled. */
  get run(): PagedRun {
    return this.#open.run;
  }

  /** Position of the source and state of the stages, right after an item has come out. */
  save(): unknown[] | undefined {
    const cursor = this.#cursor;
    if (cursor?.save === undefined) return undefined;
    const { stages, held } = this.#open;
    // While an item is being expanded, everything up to there is put back by that item.
    const rewound = held?.cursors.at(-1)?.start ?? 0;
    const state: unknown[] = [cursor.save(rewound > 0)];
    for (let index = 0; index < stages.length; index++) {
      stages[index]!.save?.(state, index < rewound);
    }
    return state;
  }

  #load(state: unknown[]): void {
    const { stages, held } = this.#open;
    stages.forEach((stage, index) => {
      stage.load?.(state);
      // It may have ended.
      held?.put(index, stage, held.ports[index]!);
    });
  }

  #seeking(source: Source, position: unknown): Source {
    const open = () => {
      const cursor = source.open();
      if (position !== undefined && !cursor.load?.(position)) throw beyond();
      return this.#cursor = cursor;
    };
    return {
      open,
      close: (reason) => source.close(reason),
      discard: (reason) => source.discard(reason),
    };
  }
}
