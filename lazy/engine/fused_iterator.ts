import type { Source } from "../sources/source.ts";
import { type Cursor, ItemsCursor } from "./cursor.ts";
import { checkResult } from "./iterator_result.ts";
import { RangeCursor } from "./range_cursor.ts";
import { refuseReentry } from "./reentry.ts";
import type { Slots } from "./slots.ts";
import { SKIP } from "./stage.ts";

/**
 * One run of a plan that is slots and nothing else, pulled from outside. Does what a run does,
 * but as there is no stage to end or to expand, it is one loop over the source, left with every item
 * that comes through.
 */
export class FusedIterator<T> extends Iterator<T, undefined, unknown> {
  readonly #source: Source;
  readonly #slots: Slots;
  #cursor: Cursor | undefined;
  #isRunning = false;
  #isEnded = false;

  constructor(source: Source, slots: Slots) {
    super();
    this.#source = source;
    this.#slots = slots;
  }

  /** Pulls the next item. */
  override next(): IteratorResult<T, undefined> {
    if (this.#isRunning) refuseReentry();
    if (this.#isEnded) return { done: true, value: undefined };
    this.#isRunning = true;
    try {
      const cursor = this.#cursor ??= this.#source.open();
      let out: unknown;
      if (cursor instanceof ItemsCursor) out = this.#nextItem(cursor);
      else if (cursor instanceof RangeCursor) out = this.#nextNumber(cursor);
      else out = this.#nextResult(cursor);
      if (out !== SKIP) return { done: false, value: out as T };
      this.#isEnded = true;
      cursor.forget();
      return { done: true, value: undefined };
    } catch (error) {
      this.#isEnded = true;
      this.#closeQuietly();
      throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  /** Closes the source, unless it ran out or has been closed. */
  override return(): IteratorResult<T, undefined> {
    if (this.#isRunning) refuseReentry();
    const isStarted = this.#cursor !== undefined;
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#isRunning = true;
      try {
        if (isStarted) this.#cursor!.close();
        else this.#source.discard();
      } finally {
        this.#isRunning = false;
      }
    }
    return { done: true, value: undefined };
  }

  #nextItem(cursor: ItemsCursor): unknown {
    const { items } = cursor;
    const slots = this.#slots;
    const { p0, m0, isLong } = slots;
    while (cursor.index < items.length) {
      let value = items[cursor.index++];
      if (p0 !== undefined && !p0(value, slots.i0++)) continue;
      if (m0 !== undefined) value = m0(value, slots.i1++);
      if (isLong) value = slots.rest(value);
      if (value !== SKIP) return value;
    }
    return SKIP;
  }

  #nextNumber(cursor: RangeCursor): unknown {
    const { first, step, length } = cursor;
    const slots = this.#slots;
    while (cursor.position < length) {
      const value = slots.settle(first + step * cursor.position++);
      if (value !== SKIP) return value;
    }
    return SKIP;
  }

  #nextResult(cursor: Cursor): unknown {
    const slots = this.#slots;
    for (;;) {
      const result = this.#read(cursor);
      if (result.done) return SKIP;
      const value = slots.settle(result.value);
      if (value !== SKIP) return value;
    }
  }

  #read(cursor: Cursor): IteratorResult<unknown> {
    try {
      return checkResult(cursor.next());
    } catch (error) {
      cursor.forget();
      throw error;
    }
  }

  /** What fails while closing gives way to the failure that came first. */
  #closeQuietly(): void {
    try {
      this.#cursor?.close();
    } catch {
      return;
    }
  }
}
