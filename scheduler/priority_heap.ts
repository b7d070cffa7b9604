/** A place in a heap; kept by whoever may want to remove the value before its turn. */
export interface HeapEntry<T> {
  /** Larger leaves first. */
  readonly priority: number;
  /** Among equals, smaller leaves first. */
  readonly order: number;
  /** The value. */
  readonly value: T;
  /** Position in the heap; -1 once it left. */
  index: number;
}

const ARITY = 4;

/**
 * Holds values by priority, then by order: a 4-ary heap, half as deep as a binary one, whose
 * entries know their position so that a cancelled task leaves at once instead of as a tombstone.
 */
export class PriorityHeap<T> {
  readonly #entries: HeapEntry<T>[] = [];

  /** How many values it holds. */
  get size(): number {
    return this.#entries.length;
  }

  /** Adds a value. */
  push(value: T, priority: number, order: number): HeapEntry<T> {
    const entry = { priority, order, value, index: this.#entries.length };
    this.#entries.push(entry);
    this.#rise(entry);
    return entry;
  }

  /** Takes the value that is first, if there is one. */
  pop(): T | undefined {
    const first = this.#entries[0];
    if (first !== undefined) this.remove(first);
    return first?.value;
  }

  /** Takes an entry out before its turn; does nothing if it has left. */
  remove(entry: HeapEntry<T>): void {
    if (this.#entries[entry.index] !== entry) return;
    const hole = entry.index;
    const last = this.#entries.pop()!;
    entry.index = -1;
    if (last === entry) return;
    this.#put(last, hole);
    this.#rise(last);
    this.#sink(last);
  }

  /** How many values leave before this one; counts, so its cost grows with the size. */
  before(entry: HeapEntry<T>): number {
    return this.#entries.reduce((count, other) => isBefore(other, entry) ? count + 1 : count, 0);
  }

  #rise(entry: HeapEntry<T>): void {
    while (entry.index > 0) {
      const parentIndex = Math.floor((entry.index - 1) / ARITY);
      const parent = this.#entries[parentIndex]!;
      if (!isBefore(entry, parent)) return;
      this.#put(parent, entry.index);
      this.#put(entry, parentIndex);
    }
  }

  #sink(entry: HeapEntry<T>): void {
    for (;;) {
      const index = entry.index;
      const firstChild = index * ARITY + 1;
      let best = entry;
      for (let i = firstChild; i < firstChild + ARITY && i < this.#entries.length; i++) {
        const child = this.#entries[i]!;
        if (isBefore(child, best)) best = child;
      }
      if (best === entry) return;
      const to = best.index;
      this.#put(best, index);
      this.#put(entry, to);
    }
  }

  #put(entry: HeapEntry<T>, index: number): void {
    this.#entries[index] = entry;
    entry.index = index;
  }
}

function isBefore(a: HeapEntry<unknown>, b: HeapEntry<unknown>): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.order < b.order);
}
