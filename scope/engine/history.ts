/** How many finished children, and how many finished resources, a scope remembers. */
export const HISTORY_LIMIT = 100;

/** The newest {@linkcode HISTORY_LIMIT} of what is over, and a count of the rest. */
export class History<T> {
  readonly #kept: T[] = [];
  #oldest = 0;
  /** How many are no longer kept. */
  dropped = 0;

  add(item: T): void {
    if (this.#kept.length < HISTORY_LIMIT) {
      this.#kept.push(item);
      return;
    }
    this.#kept[this.#oldest] = item;
    this.#oldest = (this.#oldest + 1) % HISTORY_LIMIT;
    this.dropped++;
  }

  /** Kept items, oldest first. */
  toArray(): T[] {
    return [...this.#kept.slice(this.#oldest), ...this.#kept.slice(0, this.#oldest)];
  }
}
