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
  /** Items that are here already: a run may take them, from `index` on, without calling `next()`. */
  readonly items: ArrayLike<unknown>;
  /** Position of the next of `items`. */
  index: number;
  /** Pulls one item: an iterator result, or a promise of one in async runs. */
  next(): unknown;
  /** Notes that the source ran out or failed, so that it must not be closed any more. */
  forget(): void;
  /** Where a later pass can begin, as a JSON value: at the next item, or again at the last one. */
  save?(isRewound: boolean): unknown;
  /** Begins where `save()` told; `false` if there is no such place. Called before the first pull. */
  load?(position: unknown): boolean;
}

/** What every kind of iterator, sync or async, has in common. */
export interface AnyIterator {
  next(): unknown;
  return?(): unknown;
}

/** What `next()` answers when there is nothing more. */
export const DONE: IteratorReturnResult<undefined> = Object.freeze({
  done: true,
  value: undefined,
});

/** The `items` of a cursor that has none at hand. */
export const NO_ITEMS: ArrayLike<never> = Object.freeze([]);

const spent: AnyIterator = { next: () => DONE };

/** A cursor over a sync or async iterator. */
export class IteratorCursor implements Cursor {
  start = 0;
  readonly awaitsItems: boolean;
  readonly items: ArrayLike<unknown> = NO_ITEMS;
  /** How many pulls there were. */
  index = 0;
  /** What is read; a spent one in its place once nothing is to be read or closed any more. */
  iterator: AnyIterator;

  constructor(iterator: AnyIterator, awaitsItems: boolean) {
    this.iterator = iterator;
    this.awaitsItems = awaitsItems;
  }

  next(): unknown {
    this.index++;
    return this.iterator.next();
  }

  forget(): void {
    this.iterator = spent;
  }

  close(): unknown {
    const iterator = this.iterator;
    this.iterator = spent;
    return iterator.return?.();
  }
}

/** A cursor over items that are all there: an array or a typed array. Nothing has to be closed. */
export class ItemsCursor implements Cursor {
  start = 0;
  readonly awaitsItems: boolean;
  items: ArrayLike<unknown>;
  index = 0;

  constructor(items: ArrayLike<unknown>, awaitsItems: boolean) {
    this.items = items;
    this.awaitsItems = awaitsItems;
  }

  next(): unknown {
    if (this.index < this.items.length) return { done: false, value: this.items[this.index++] };
    this.forget();
    return DONE;
  }

  forget(): void {
    this.items = NO_ITEMS;
  }

  close(): void {
    this.forget();
  }

  save(isRewound: boolean): number {
    return isRewound ? this.index - 1 : this.index;
  }

  load(position: number): boolean {
    this.index = position;
    return position <= this.items.length;
  }
}
