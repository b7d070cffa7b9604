import { type Cursor, DONE, type ItemsCursor, NO_ITEMS } from "../engine/cursor.ts";
import { RangeCursor } from "../engine/range_cursor.ts";
import { reusableSource, type Source } from "./source.ts";

/** Whether a source can be read from its end. */
export function isReversible({ kind, size }: Source): boolean {
  return kind === "items" || kind === "range" && size?.() !== Infinity;
}

/** A source of items or a range, read from its end: as long as it is when a run begins. */
export function reversedSource(source: Source): Source {
  return reusableSource(() => reversed(source.open()), { size: () => source.size?.() });
}

function reversed(cursor: Cursor): Cursor {
  if (cursor instanceof RangeCursor) {
    const { first, step, length } = cursor;
    return new ReversedCursor(length, false, (index) => first + step * index);
  }
  const { items, awaitsItems } = cursor as ItemsCursor;
  return new ReversedCursor(items.length, awaitsItems, (index) => items[index]);
}

class ReversedCursor implements Cursor {
  start = 0;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly awaitsItems: boolean;
  readonly #at: (index: number) => unknown;
  #left: number;

  constructor(length: number, awaitsItems: boolean, at: (index: number) => unknown) {
    this.#left = length;
    this.awaitsItems = awaitsItems;
    this.#at = at;
  }

  next(): IteratorResult<unknown> {
    return this.#left === 0 ? DONE : { done: false, value: this.#at(--this.#left) };
  }

  forget(): void {
    this.#left = 0;
  }

  close(): void {
    this.forget();
  }
}
