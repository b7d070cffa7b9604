import type { Plan } from "../plan/plan.ts";
import { FusedIterator } from "./fused_iterator.ts";
import { SeqIterator } from "./seq_iterator.ts";
import { Slots } from "./slots.ts";

/** Begins a run that is pulled from outside; it has the native iterator helpers. */
export function iterate<T>(plan: Plan): IteratorObject<T, undefined, unknown> {
  const { source, onlyStep } = plan.program(false);
  if (onlyStep === undefined) return new SeqIterator<T>(plan);
  return new FusedIterator<T>(source, new Slots(onlyStep));
}
