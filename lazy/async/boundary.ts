import { closeInTurn } from "../engine/closing.ts";
import type { Cursor } from "../engine/cursor.ts";
import { Plan } from "../plan/plan.ts";
import { type Feed, openFeed } from "./feed.ts";

/** An operator that works apart from the plan after it. */
export interface Boundary {
  /** Name of the method that made it. */
  readonly kind: string;
  /** What is told of it beside its name. */
  readonly note?: unknown;
  /** How many items it keeps. */
  readonly kept?: number;
  /** Makes what the plan after it pulls from, out of a run of each plan before it. */
  open(feeds: readonly Feed[]): Cursor;
}

/**
 * A recipe that begins with an operator which works apart from its consumer: each plan before it is
 * a run of its own.
 */
export function boundary(befores: readonly Plan[], { kind, note, kept, open }: Boundary): Plan {
  const sources = befores.flatMap((before) => before.sources());
  return Plan.from({
    origin: { kind, note, kept, befores },
    open: () => open(befores.map(openFeed)),
    close: (reason) => closeInTurn([...sources], reason),
    discard: (reason) =>
      closeInTurn(sources.map((source) => ({ close: () => source.discard(reason) }))),
  });
}
