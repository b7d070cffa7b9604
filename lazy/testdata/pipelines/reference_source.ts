import { ABORTED } from "./world.ts";

/** Where a reference run begins, or what an operator of it reads besides. */
export class ReferenceSource {
  readonly #open: () => Iterator<unknown>;
  readonly #isOneShot: boolean;
  /** The one pass over a one-shot source. */
  #pass: Iterator<unknown> | undefined;

  constructor(open: () => Iterator<unknown>, isOneShot: boolean) {
    this.#open = open;
    this.#isOneShot = isOneShot;
  }

  /** Begins a pass. A one-shot source has one. */
  open(): Iterator<unknown> {
    if (!this.#isOneShot) return this.#open();
    if (this.#pass !== undefined) throw new TypeError("used");
    return this.#pass = onlyOnce(this.#open());
  }

  /** Closes a one-shot source that no run has opened. */
  discard(): void {
    if (this.#pass === undefined) this.close();
  }

  /** Closes a one-shot source, whoever reads it. */
  close(): void {
    if (!this.#isOneShot) return;
    this.#pass ??= onlyOnce(this.#open());
    this.#pass.return?.();
  }
}

/** Passes calls on until the iterator has ended, one way or another. */
function onlyOnce(iterator: Iterator<unknown>): Iterator<unknown> {
  let isOver = false;
  return {
    next() {
      try {
        const result = iterator.next();
        isOver ||= result.done === true;
        return result;
      } catch (error) {
        isOver ||= error !== ABORTED;
        throw error;
      }
    },
    return() {
      if (!isOver) {
        isOver = true;
        iterator.return?.();
      }
      return { done: true, value: undefined };
    },
  };
}
