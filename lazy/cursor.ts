/** Something a run holds open and must close once, unless it ran out or failed by itself. */
export interface Closable {
  /** Releases what is held, once; later calls do nothing. May return a promise in async runs. */
  close(reason?: unknown): unknown;
}

/** One open pass over a source: what the engine pulls from. */
export interface Cursor extends Closable {
  /** Stage that the items of this cursor enter at. */
  start: number;
  /** Whether items may be promises to await, as those of a sync source in an async run. */
  readonly awaitsItems: boolean;
  /** Pulls one item: an iterator result, or a promise of one in async runs. */
  next(): unknown;
  /** Notes that the source ran out or failed, so that it must not be closed any more. */
  forget(): void;
}

/** What every kind of iterator, sync or async, has in common. */
export interface AnyIterator {
  next(): unknown;
  return?(): unknown;
}

const spent: AnyIterator = { next: () => ({ done: true, value: undefined }) };

/** A cursor over a sync or async iterator. */
export class IteratorCursor implements Cursor {
  start = 0;
  readonly awaitsItems: boolean;
  #iterator: AnyIterator;

  constructor(iterator: AnyIterator, awaitsItems: boolean) {
    this.#iterator = iterator;
    this.awaitsItems = awaitsItems;
  }

  next(): unknown {
    return this.#iterator.next();
  }

  forget(): void {
    this.#iterator = spent;
  }

  close(): unknown {
    const iterator = this.#iterator;
    this.#iterator = spent;
    return iterator.return?.();
  }
}
