import type { Cursor } from "./cursor.ts";
import type { Mode } from "./mode.ts";

/** What a stage returns instead of a value when nothing goes on to the next stage. */
export const SKIP: unique symbol = Symbol("skip");

/**
 * One operator in one run. The user's callback and the decision about its result are apart, so that
 * an async run can await between the two and the operator is written once.
 *
 * Declared as methods, since a stage of one item type is kept among stages of others.
 */
export interface Stage<T = unknown, R = unknown> {
  /** Calls the user's callback for an item; without it, the item itself is the result. */
  call?(value: T): unknown;
  /** Turns the settled result into what goes on, or `SKIP`; without it, the result goes on. */
  settle?(result: R, value: T): unknown;
  /** Told what `call()` came to when the run was closed meanwhile. */
  late?(result: R): void;
  /** Called after the last item until it returns `SKIP` without having expanded. */
  flush?(): unknown;
  /** What `flush()` does, for push runs: hands all over by calls, until one answers `true`. */
  drain?(push: (value: unknown) => boolean): void;
  /** Releases what the stage itself holds open; may be called more than once. */
  close?(reason?: unknown): unknown;
  /**
   * Adds to `state` what a later run needs to go on from here, as JSON values. Called only when an
   * item has just left the last stage. `isRewound` asks for the state before the last item that
   * came through: that item will come again.
   */
  save?(state: unknown[], isRewound: boolean): void;
  /** Takes off the front of `state` what `save()` added; called before the first item. */
  load?(state: unknown[]): void;
}

/** Makes the stage of an operator, with fresh state, for one run. */
export type StageFactory = (port: Port) => Stage;

/** How a stage talks to the run it belongs to. */
export class Port {
  /** Whether the run runs sync or async. */
  readonly mode: Mode;
  /** Set when the run has to look at `ended` and `inner`. */
  isRaised = false;
  /** Set by the stage when it wants no more items. */
  isEnded = false;
  /** Set when the run has been closed: a stage that is in the middle of an item calls nothing more. */
  isClosed = false;
  /** Opened by the stage: its items go to the next stage before anything else happens. */
  inner: Cursor | undefined;

  constructor(mode: Mode) {
    this.mode = mode;
  }

  /** Closes everything before this stage as soon as the stage returns. */
  end(): void {
    this.isEnded = true;
    this.isRaised = true;
  }

  /** Sends all items of a cursor to the next stage; the stage returns `SKIP`. */
  expand(inner: Cursor): void {
    this.inner = inner;
    this.isRaised = true;
  }
}
