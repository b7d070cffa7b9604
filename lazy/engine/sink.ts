import type { Mode } from "./mode.ts";

/**
 * The end of a pipeline in one run. As in a stage, callback and decision are apart, so that every
 * terminal is written once for sync and async runs.
 */
export interface Sink<R> {
  /** Calls the user's callback for an item; without it, the item itself is the result. */
  call?(value: unknown): unknown;
  /** Takes in the settled result; `true` stops the run. */
  settle(result: unknown, value: unknown): boolean | void;
  /** Both in one for push runs, of a sink that never stops the run. */
  push?(value: unknown): false;
  /**
   * What `call()` calls for each item, with its index, if it does nothing else: generated loops call it
   * where they stand.
   */
  readonly callback?: ((value: never, index: number) => unknown) | undefined;
  /** What generated loops do in place of the sink. */
  readonly written?: WrittenSink | undefined;
  /** The result of the run. */
  result(): R;
}

/** A sink as a generated loop has it, which keeps its state in variables until all is read. */
export interface WrittenSink {
  /** What it does: makes one value of all items, without or with an initial one, and so on. */
  readonly form: "reduce" | "fold" | "collect" | "count" | "sum";
  /** What it calls, if anything. */
  readonly callback?: ((...args: never[]) => unknown) | undefined;
  /** Where `fold` begins. */
  readonly initial?: unknown;
  /** Tells what is wrong with a term that cannot be added. */
  refuse?(term: unknown, index: number): Error;
  /** Takes over the state. */
  finish(state: unknown): void;
}

/** Makes the sink of a terminal, with fresh state, for one run. */
export type SinkFactory<R> = (mode: Mode) => Sink<R>;
