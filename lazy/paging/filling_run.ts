import { type Cursor, ItemsCursor } from "../engine/cursor.ts";
import { checkResult } from "../engine/iterator_result.ts";
import { RangeCursor } from "../engine/range_cursor.ts";
import { END } from "../engine/pull_run.ts";
import type { Slots } from "../engine/slots.ts";
import { SKIP } from "../engine/stage.ts";
import type { PagedRun } from "./paged_run.ts";
import type { Source } from "../sources/source.ts";

/**
 * One sync run of a plan that is slots and nothing else. As there is no stage to end or to expand,
 * one loop over the source fills a page.
 */
export class FillingRun implements PagedRun {
  /** Nothing is ever waited for. */
  readonly awaited: undefined;
  readonly #source: Source;
  readonly #slots: Slots;
  readonly #one: unknown[] = [];
  #cursor: Cursor | undefined;
  #isEnded = false;

  constructor(source: Source, slots: Slots) {
    this.#source = source;
    this.#slots = slots;
  }

  fill(page: unknown[], count: number, size: number): number {
    if (this.#isEnded) return count;
    const cursor = this.#cursor ??= this.#source.open();
    const filled = this.#fillFrom(cursor, page, count, size);
    if (filled < size) {
      this.#isEnded = true;
      cursor.forget();
    }
    return filled;
  }

  pull(): unknown {
    return this.fill(this.#one, 0, 1) === 0 ? END : this.#one[0];
  }

  /** A run that never waits has nothing to go on with. */
  resume(): typeof END {
    return END;
  }

  close(reason?: unknown): unknown {
    if (this.#isEnded) return undefined;
    this.#isEnded = true;
    return this.#cursor === undefined ? this.#source.discard(reason) : this.#cursor.close(reason);
  }

  fail(): unknown {
    return this.close();
  }

  abandon(reason?: unknown): void {
    this.close(reason);
  }

  #fillFrom(cursor: Cursor, page: unknown[], count: number, size: number): number {
    if (cursor instanceof ItemsCursor) return this.#fillFromItems(cursor, page, count, size);
    if (cursor instanceof RangeCursor) return this.#fillFromRange(cursor, page, count, size);
    return this.#fillFromResults(cursor, page, count, size);
  }

  #fillFromItems(cursor: ItemsCursor, page: unknown[], count: number, size: number): number {
    const { items } = cursor;
    const slots = this.#slots;
    const { p0, m0, isLong } = slots;
    let { index } = cursor;
    let { i0, i1 } = slots;
    while (count < size && index < items.length) {
      let value = items[index++];
      if (p0 !== undefined && !p0(value, i0++)) continue;
      if (m0 !== undefined) value = m0(value, i1++);
      if (isLong) value = slots.rest(value);
      if (value !== SKIP) page[count++] = value;
    }
    cursor.index = index;
    slots.i0 = i0;
    slots.i1 = i1;
    return count;
  }

  #fillFromRange(cursor: RangeCursor, page: unknown[], count: number, size: number): number {
    const { first, step, length } = cursor;
    const slots = this.#slots;
    const { p0, m0, isLong } = slots;
    let { position } = cursor;
    let { i0, i1 } = slots;
    while (count < size && position < length) {
      let value: unknown = first + step * position++;
      if (p0 !== undefined && !p0(value, i0++)) continue;
      if (m0 !== undefined) value = m0(value, i1++);
      if (isLong) value = slots.rest(value);
      if (value !== SKIP) page[count++] = value;
    }
    cursor.position = position;
    slots.i0 = i0;
    slots.i1 = i1;
    return count;
  }

  #fillFromResults(cursor: Cursor, page: unknown[], count: number, size: number): number {
    const slots = this.#slots;
    while (count < size) {
      const { done, value } = this.#read(cursor);
      if (done) break;
      const out = slots.settle(value);
      if (out !== SKIP) page[count++] = out;
    }
    return count;
  }

  #read(cursor: Cursor): IteratorResult<unknown> {
    try {
      return checkResult(cursor.next());
    } catch (error) {
      cursor.forget();
      throw error;
    }
  }
}
