import type { Seq } from "../../../seq.ts";
import type { World } from "../world.ts";

/** A terminal as data. */
export interface TerminalRecipe {
  readonly name: string;
  readonly n: number;
  readonly m: number;
}

/** What a terminal is called with. */
export interface Call {
  readonly world: World;
  readonly n: number;
  readonly m: number;
  /** What comes last: the signal of an async run. */
  readonly options: readonly { readonly signal: AbortSignal }[];
}

/** A terminal: how the engine is asked, and what it means. */
export interface TerminalKind {
  /** The method that must exist; by default the name of the kind. */
  readonly method?: string;
  /** Its arguments as code. */
  code(recipe: TerminalRecipe): string;
  /** Asks the engine. An async sequence answers with a promise. */
  run(sequence: Seq<unknown>, call: Call): unknown;
  /** The same over plain items. Leaving the loop closes what is open. */
  reference(items: Iterable<unknown>, call: Call): unknown;
}

/** Terminals by name. */
export type TerminalKinds = Readonly<Record<string, TerminalKind>>;
