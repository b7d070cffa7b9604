import { type Cursor, ItemsCursor, NO_ITEMS } from "../engine/cursor.ts";
import { checkResult } from "../engine/iterator_result.ts";
import type { Mode } from "../engine/mode.ts";
import { beyond } from "./refusal.ts";

/**
 * Leaves out the first items of an expansion: those that earlier pages have handed over.
 *
 * @throws {TypeError} If there are not as many, at once or when it is pulled.
 */
export function skip(inner: Cursor, count: number, mode: Mode): Cursor {
  if (!(inner instanceof ItemsCursor)) return new SkippingCursor(inner, count, mode);
  if (!inner.load(count)) throw beyond();
  return inner;
}

class SkippingCursor implements Cursor {
  start = 0;
  readonly awaitsItems: boolean;
  readonly items: ArrayLike<never> = NO_ITEMS;
  /** How many pulls there were, with those of the items left out. */
  index = 0;
  readonly #inner: Cursor;
  readonly #count: number;
  readonly #mode: Mode;

  constructor(inner: Cursor, count: number, mode: Mode) {
    this.awaitsItems = inner.awaitsItems;
    this.#inner = inner;
    this.#count = count;
    this.#mode = mode;
  }

  next(): unknown {
    if (this.index < this.#count) return this.#mode.isAsync ? this.#skipAsync() : this.#skip();
    this.index++;
    return this.#inner.next();
  }

  forget(): void {
    this.#inner.forget();
  }

  close(reason?: unknown): unknown {
    return this.#inner.close(reason);
  }

  #skip(): unknown {
    for (; this.index < this.#count; this.index++) {
      if (checkResult(this.#inner.next()).done) throw beyond();
    }
    return this.next();
  }

  /** Awaits what it leaves out, as the run that handed it over did. */
  async #skipAsync(): Promise<unknown> {
    for (; this.index < this.#count; this.index++) {
      const { done, value } = checkResult(await this.#inner.next());
      if (done) throw beyond();
      if (this.awaitsItems) await value;
    }
    return this.next();
  }
}
