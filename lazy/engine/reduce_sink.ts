import type { AnyIterator, Cursor } from "./cursor.ts";
import { checkResult } from "./iterator_result.ts";
import type { RangeCursor } from "./range_cursor.ts";
import type { Receiver } from "./receiver.ts";
import type { Sink, WrittenSink } from "./sink.ts";
import type { Slots } from "./slots.ts";

type Reducer = (accumulator: unknown, value: unknown, index: number) => unknown;

/** What a run has come to. */
interface Progress {
  accumulator: unknown;
  /** How many items have been reduced. */
  index: number;
}

/**
 * Makes one value of all items. A push run over at most one pair of slots reduces in the loop over
 * the source itself, with all that changes in variables.
 *
 * Such a loop begins with an accumulator, as one that may also begin without is slower by half. The
 * second slot is called as often as the reducer, so that one index serves both.
 */
export class ReduceSink<R> implements Sink<R>, Receiver {
  readonly #reducer: Reducer;
  /** An object, as its fields may turn out to be numbers; a field of a class begins `undefined`. */
  readonly #progress: Progress;
  #isEmpty: boolean;

  constructor(reducer: Reducer, initial: readonly unknown[]) {
    this.#reducer = reducer;
    this.#progress = { accumulator: initial[0], index: 0 };
    this.#isEmpty = initial.length === 0;
  }

  call(value: unknown): unknown {
    if (this.#isEmpty) return value;
    const reducer = this.#reducer;
    return reducer(this.#progress.accumulator, value, this.#progress.index);
  }

  settle(result: unknown): void {
    this.#progress.accumulator = result;
    this.#progress.index++;
    this.#isEmpty = false;
  }

  push(value: unknown): false {
    this.settle(this.call(value));
    return false;
  }

  /** For a generated loop, which reduces in variables of its own. */
  get written(): WrittenSink {
    return {
      form: this.#isEmpty ? "reduce" : "fold",
      callback: this.#reducer,
      initial: this.#progress.accumulator,
      finish: (result) => this.settle(result),
    };
  }

  result(): R {
    if (!this.#isEmpty) return this.#progress.accumulator as R;
    throw new TypeError(
      "Cannot reduce the sequence as it is empty and no initial value was given: " +
        "pass an initial value",
    );
  }

  /** Reduces the items of an array, as long as it is, from a position on. */
  reduceItems(items: ArrayLike<unknown>, from: number, slots: Slots): void {
    while (this.#isEmpty && from < items.length) slots.push(items[from++]);
    const { p0, m0, i0 } = slots;
    const reducer = this.#reducer;
    let { accumulator, index } = this.#progress;
    const offset = i0 - from;
    let at = from;
    for (; at < items.length; at++) {
      let value = items[at];
      if (p0 !== undefined && !p0(value, at + offset)) continue;
      if (m0 !== undefined) value = m0(value, index);
      accumulator = reducer(accumulator, value, index++);
    }
    this.#leave(slots, at + offset, accumulator, index);
  }

  /** Reduces the numbers of a range. */
  reduceRange(cursor: RangeCursor, slots: Slots): void {
    const { first, step, length } = cursor;
    let from = cursor.position;
    while (this.#isEmpty && from < length) slots.push(first + step * from++);
    const { p0, m0, i0 } = slots;
    const reducer = this.#reducer;
    let { accumulator, index } = this.#progress;
    const offset = i0 - from;
    let at = from;
    for (; at < length; at++) {
      let value: unknown = first + step * at;
      if (p0 !== undefined && !p0(value, at + offset)) continue;
      if (m0 !== undefined) value = m0(value, index);
      accumulator = reducer(accumulator, value, index++);
    }
    this.#leave(slots, at + offset, accumulator, index);
  }

  /** Reduces what an iterator gives. */
  reduceIterator(iterator: AnyIterator, cursor: Cursor, slots: Slots): void {
    const { p0, m0, i0 } = slots;
    const reducer = this.#reducer;
    let { accumulator, index } = this.#progress;
    let isEmpty = this.#isEmpty;
    let asked = i0;
    let isReading = true;
    try {
      for (;;) {
        isReading = true;
        const result = checkResult(iterator.next());
        if (result.done) break;
        let value = result.value;
        isReading = false;
        if (p0 !== undefined && !p0(value, asked++)) continue;
        if (m0 !== undefined) value = m0(value, index);
        accumulator = isEmpty ? value : reducer(accumulator, value, index);
        isEmpty = false;
        index++;
      }
    } finally {
      if (isReading) cursor.forget();
    }
    this.#isEmpty = isEmpty;
    this.#leave(slots, asked, accumulator, index);
  }

  #leave(slots: Slots, asked: number, accumulator: unknown, index: number): void {
    slots.i0 = asked;
    slots.i1 = index;
    this.#progress.accumulator = accumulator;
    this.#progress.index = index;
  }
}
