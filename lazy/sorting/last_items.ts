/**
 * The last items of all that is pushed.
 *
 * Buffer: at most `k` items, in a ring that grows only as items come.
 */
export class LastItems<T> {
  readonly #k: number;
  readonly #ring: T[] = [];
  /** Where the oldest item stands once the ring is full. */
  #oldest = 0;

  /** @param k How many items to keep; an integer from 0. */
  constructor(k: number) {
    this.#k = k;
  }

  /** Takes an item in; the oldest gives way. */
  push(item: T): void {
    if (this.#ring.length < this.#k) this.#ring.push(item);
    else if (this.#k > 0) {
      this.#ring[this.#oldest] = item;
      if (++this.#oldest === this.#k) this.#oldest = 0;
    }
  }

  /** The items as they came, in an array of their own. */
  oldestFirst(): T[] {
    return this.#ring.slice(this.#oldest).concat(this.#ring.slice(0, this.#oldest));
  }

  /** The items, the last one first, in an array of their own. */
  newestFirst(): T[] {
    return this.oldestFirst().reverse();
  }
}
