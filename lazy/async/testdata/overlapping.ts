import { AsyncSeq, type AsyncSeqSource } from "../../async_seq.ts";
import { asyncMode } from "../../engine/mode.ts";
import { Plan } from "../../plan/plan.ts";
import { createSource } from "../../sources/source.ts";

/** The recipe that only reads a source. */
export function planOf(source: AsyncSeqSource<unknown>): Plan {
  return Plan.from(createSource(source, asyncMode));
}

/** A sequence that follows a recipe. */
export function sequenceOf<T>(plan: Plan): AsyncSeq<T> {
  return new AsyncSeq<T>(plan as unknown as AsyncSeqSource<T>);
}
