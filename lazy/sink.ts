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
  /** The result of the run. */
  result(): R;
}

/** Makes the sink of a terminal, with fresh state, for one run. */
export type SinkFactory<R> = (mode: Mode) => Sink<R>;
