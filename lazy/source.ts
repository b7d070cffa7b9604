import { ignore } from "./closing.ts";
import type { Closable, Cursor } from "./cursor.ts";
import { isOneShot, type Mode } from "./mode.ts";

/**
 * Where a sequence begins. Shared by all sequences derived from it, so that a one-shot source is
 * read by one run only, whichever of them starts it.
 */
export interface Source extends Closable {
  /** Begins a pass. */
  open(): Cursor;
  /** Closes a one-shot source, used or not; does nothing to a source that can be read again. */
  close(reason?: unknown): unknown;
  /** Closes a one-shot source unless a run has opened it. */
  discard(reason?: unknown): unknown;
}

/**
 * Wraps what a user passed: an iterable, an iterator, a stream or a factory of those.
 *
 * @throws {TypeError} If it is none of them; what a factory returns is looked at in a run.
 */
export function createSource(raw: unknown, mode: Mode): Source {
  if (typeof raw === "function") return reusableSource(() => mode.open(raw()));
  mode.check(raw);
  return isOneShot(raw) ? new OneShotSource(raw, mode) : reusableSource(() => mode.open(raw));
}

/** A source that begins anew with every run. */
export function reusableSource(open: () => Cursor): Source {
  return { open, close: ignore, discard: ignore };
}

class OneShotSource implements Source {
  readonly #raw: unknown;
  readonly #mode: Mode;
  #cursor: Cursor | undefined;

  constructor(raw: unknown, mode: Mode) {
    this.#raw = raw;
    this.#mode = mode;
  }

  open(): Cursor {
    if (this.#cursor !== undefined) {
      throw new TypeError(
        "Cannot run the sequence again as its one-shot source has been used: " +
          "pass a factory, seq(() => openSource()), or keep the items with toArray()",
      );
    }
    return this.#cursor = this.#mode.open(this.#raw);
  }

  discard(reason?: unknown): unknown {
    return this.#cursor === undefined ? this.close(reason) : undefined;
  }

  close(reason?: unknown): unknown {
    this.#cursor ??= this.#mode.open(this.#raw);
    return this.#cursor.close(reason);
  }
}
