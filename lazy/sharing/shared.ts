import { closeNow } from "../engine/closing.ts";
import { type Cursor, NO_ITEMS } from "../engine/cursor.ts";
import type { Origin, Source } from "../sources/source.ts";
import type { Log, Reader } from "./log.ts";

/** One run that several readers share, sync or async. */
export interface Shared {
  /** What has come of the run and may still be read. */
  readonly log: Log;
  /** The next item of a reader: an iterator result, or a promise of one in an async run. */
  next(reader: Reader): unknown;
  /** Lets a reader go, and closes the run if nobody is left to pull for. */
  leave(reader: Reader, reason?: unknown): unknown;
  /** Closes the run unless it has ended; a reader that gets there fails with `error`. */
  close(error: unknown, reason?: unknown): unknown;
}

/** Reads a shared run from the first item on. */
export class SharedCursor implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #shared: Shared;
  readonly #reader: Reader;
  #isClosed = false;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#reader = shared.log.join();
  }

  next(): unknown {
    if (this.#isClosed) return { done: true, value: undefined };
    return this.#shared.next(this.#reader);
  }

  /** A branch that failed because it ran too far ahead does not hold the others up. */
  forget(): void {
    closeNow([this]);
  }

  close(reason?: unknown): unknown {
    if (this.#isClosed) return undefined;
    this.#isClosed = true;
    return this.#shared.leave(this.#reader, reason);
  }
}

/** One branch of `tee()`: can be read once, and counts as a reader before it is read. */
export class BranchSource implements Source {
  readonly isOneShot = true;
  readonly origin: Origin;
  readonly #cursor: SharedCursor;
  #isOpened = false;

  constructor(shared: Shared, kept?: number, befores: readonly object[] = []) {
    this.origin = { kind: "tee", kept, befores };
    this.#cursor = new SharedCursor(shared);
  }

  open(): Cursor {
    if (this.#isOpened) {
      throw new TypeError(
        "Cannot run the branch again as each branch of tee() can be read once: " +
          "ask tee() for one branch more, or use memoize()",
      );
    }
    this.#isOpened = true;
    return this.#cursor;
  }

  discard(reason?: unknown): unknown {
    return this.#isOpened ? undefined : this.close(reason);
  }

  close(reason?: unknown): unknown {
    this.#isOpened = true;
    return this.#cursor.close(reason);
  }
}

/** The view of `memoize()`: every run reads from the first item on. */
export class MemoizedSource implements Source {
  readonly origin: Origin;
  readonly #shared: Shared;

  constructor(shared: Shared, befores: readonly object[] = []) {
    this.origin = { kind: "memoize", befores };
    this.#shared = shared;
  }

  open(): Cursor {
    return new SharedCursor(this.#shared);
  }

  /** Can be read again, so a run that did not come to open it leaves it open. */
  discard(): void {}

  close(reason?: unknown): unknown {
    const error = new TypeError(
      "Cannot read on as the memoized sequence was closed before its source had ended: " +
        "dispose it after the last run",
    );
    return this.#shared.close(error, reason);
  }
}
