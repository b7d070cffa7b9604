import { SKIP } from "../engine/stage.ts";

/** Items that are emitted at once. */
export class Batch {
  /** In the order in which they were emitted. */
  readonly items: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}

/** What is emitted during one call of the user's. */
export class Outbox {
  #isOpen = false;
  #count = 0;
  #first: unknown;
  #all: unknown[] = [];

  /** Lets items in until the next {@linkcode close}. */
  open(): void {
    this.#isOpen = true;
  }

  /** Takes an item in; the user's to call. */
  readonly emit = (value: unknown): void => {
    if (!this.#isOpen) {
      throw new TypeError(
        "Cannot emit an item as the call it belongs to has ended: " +
          "emit before push() or flush() returns, or before its promise settles",
      );
    }
    if (this.#count === 0) this.#first = value;
    else if (this.#count === 1) this.#all = [this.#first, value];
    else this.#all.push(value);
    this.#count++;
  };

  /** The emitted items: one as it is, several as a batch, none as `SKIP`. */
  close(): unknown {
    const count = this.#count;
    this.#isOpen = false;
    this.#count = 0;
    if (count === 0) return SKIP;
    const out = count === 1 ? this.#first : new Batch(this.#all);
    this.#first = undefined;
    return out;
  }
}
