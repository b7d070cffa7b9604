import type { Seq } from "../../../seq.ts";
import type { Reference, ReferenceStage } from "../reference.ts";
import type { ReferenceSource } from "../reference_source.ts";
import type { World } from "../world.ts";

/** A source as data. */
export interface SourceRecipe {
  readonly kind: string;
  readonly items: readonly number[];
}

/** An operator as data: two small numbers, and the sources it reads besides. */
export interface StepRecipe {
  readonly op: string;
  readonly n: number;
  readonly m: number;
  readonly others: readonly SourceRecipe[];
}

/** What an operator of the engine is made from. */
export interface Place {
  readonly world: World;
  /** Name of the operator in the log. */
  readonly name: string;
  /** Further sources. */
  readonly others: readonly unknown[];
  readonly isAsync: boolean;
}

/** An operator: how the engine is asked for it, and what it means. */
export interface StepKind {
  /** The method that it calls; by default the name of the kind. */
  readonly method?: string;
  /** How many further sources it reads, at least and at most. */
  readonly others?: readonly [number, number];
  /** Whether only async sequences have it, and it runs ahead of who reads it. */
  readonly isAhead?: boolean;
  /** Whether it gives up on how often, and in which order, callbacks are called. */
  readonly isPure?: boolean;
  /** Whether it closes them in its place, opened or not; otherwise they are discarded at the end. */
  readonly isOwner?: boolean;
  /**
   * Whether the sequence up to here is run by itself, as a source of what follows; makes that source
   * from what begins a run, and the sources that it reads.
   */
  bound?(begin: () => Reference, sources: readonly ReferenceSource[]): ReferenceSource;
  /** Whether that is one run, which several readers share. */
  readonly isShared?: boolean;
  /** Its arguments as code; `name` is that of the callback. */
  code(recipe: StepRecipe, name: string): string;
  /** Appends the operator. An async sequence has the same methods. */
  apply(sequence: Seq<unknown>, recipe: StepRecipe, place: Place): Seq<unknown>;
  /** The operator as a generator. */
  reference(recipe: StepRecipe): ReferenceStage;
}

/** Operators by name. */
export type StepKinds = Readonly<Record<string, StepKind>>;

/** Calls a method that the types of this commit, or of sync sequences, do not have. */
export function callMethod(target: object, name: string, ...args: readonly unknown[]): unknown {
  return (target as Record<string, (...args: unknown[]) => unknown>)[name]!(...args);
}
