/** What `pull()` returns after the last item. */
export const END: unique symbol = Symbol("end");
/** What `pull()` returns when `awaited` has to settle first; then `resume()` goes on. */
export const PENDING: unique symbol = Symbol("pending");

/** A pass of a plan that is pulled from. */
export interface PullRun {
  /** The promise that a `PENDING` run waits for. */
  readonly awaited: PromiseLike<unknown> | undefined;
  /** The next item, `END` or `PENDING`. After a throw the caller must call `fail()`. */
  pull(): unknown;
  /** Goes on after `awaited` has been fulfilled; returns what `pull()` returns. */
  resume(settled: unknown): unknown;
  /** Closes what is open, waiting for each in turn in an async run; nothing is pulled after it. */
  close(reason?: unknown): unknown;
  /** Closes what is open after a failure; a source whose `next()` failed is not closed. */
  fail(): unknown;
  /** Closes what is open at once and waits for nothing; a pending pull comes to nothing. */
  abandon(reason?: unknown): void;
}
