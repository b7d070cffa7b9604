/** What is due at some time, and where it stands among {@linkcode Deadlines}. */
export interface Due {
  /** When, in the clock's monotonic time. */
  readonly dueMs: number;
  /** Kept by the heap; -1 outside of it. */
  slot: number;
}

/**
 * A binary heap by due time. Who waits may have a deadline of its own, so order of arrival does not
 * tell who is due first; where all have the same, adding is a single comparison.
 */
export class Deadlines<T extends Due> {
  readonly #heap: T[] = [];

  /** What is due first. */
  get first(): T | undefined {
    return this.#heap[0];
  }

  add(item: T): void {
    this.#rise(item, this.#heap.length);
  }

  /** Removes an item; one that is not in the heap is left alone. */
  remove(item: T): void {
    const slot = item.slot;
    if (slot === -1) return;
    item.slot = -1;
    const last = this.#heap.pop()!;
    if (last === item) return;
    const parent = this.#heap[(slot - 1) >> 1];
    if (slot > 0 && last.dueMs < parent!.dueMs) this.#rise(last, slot);
    else this.#sink(last, slot);
  }

  #rise(item: T, from: number): void {
    let slot = from;
    while (slot > 0) {
      const above = (slot - 1) >> 1;
      const parent = this.#heap[above]!;
      if (parent.dueMs <= item.dueMs) break;
      this.#put(parent, slot);
      slot = above;
    }
    this.#put(item, slot);
  }

  #sink(item: T, from: number): void {
    let slot = from;
    while (true) {
      let below = 2 * slot + 1;
      let child = this.#heap[below];
      const right = this.#heap[below + 1];
      if (child === undefined) break;
      if (right !== undefined && right.dueMs < child.dueMs) {
        child = right;
        below++;
      }
      if (item.dueMs <= child.dueMs) break;
      this.#put(child, slot);
      slot = below;
    }
    this.#put(item, slot);
  }

  #put(item: T, slot: number): void {
    this.#heap[slot] = item;
    item.slot = slot;
  }
}
