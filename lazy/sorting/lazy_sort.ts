import type { Compare } from "../callback.ts";
import { ascending, ascendingBefore } from "./ascending.ts";
import { ComparedItems } from "./_compared_items.ts";
import { numericKeys } from "./_numeric_keys.ts";
import type { Sorting } from "./_sorting.ts";

/** What {@linkcode LazySort.next} answers once all items have been handed out. */
export const SORTED_OUT: unique symbol = Symbol("sorted out");

/**
 * A stable sort that is paid for as it goes: the first items of many cost about one comparison for
 * each of the many, all of them less than `Array.prototype.sort`.
 *
 * What comes next is split off the rest, first in small and then in ever greater pieces, each of which
 * is merge-sorted. Splits may cost half of `n log2 n` comparisons altogether; when they have, which
 * takes a malicious comparator, the rest is merge-sorted at once. So there are never more than about
 * `1.5 n log2 n`, and none of it depends on the comparator making sense.
 *
 * Order: that of `compare`; what it throws comes through, and the sort is not to be used again. Its
 * `NaN` is a tie. `undefined` goes last, without being compared. All that is as in
 * `Array.prototype.sort`; what differs is the order without a comparator, which is that of `<` and not
 * of texts, so that numbers come out as numbers. Many numbers are then not compared at all.
 * Buffer: all items, until the sort itself is let go of.
 */
export class LazySort<T, K = T> {
  readonly #sorting: Sorting<unknown>;
  /** The items, where what is sorted are their indices. */
  readonly #indexed: T[] | undefined;
  /** Items that go last. */
  readonly #last: T[];
  readonly #size: number;
  /** Ends of the ranges that were split off, the nearest at the top; `~end` if nothing is to be done. */
  readonly #ends: number[];
  /** How many comparisons splits may still cost. */
  #budget: number;
  /** Where the sorted part ends. */
  #ready = 0;
  #next = 0;

  /**
   * @param items The items, which are the sort's from now on.
   * @param compare Compares items, or keys if there are any.
   * @param keys For each item what to sort it by; an item whose key is `undefined` goes last.
   */
  constructor(items: T[], compare?: Compare<K>, keys?: K[]) {
    const parts = partsOf(items, (keys ?? items) as K[]);
    const { sorting, isIndexed } = chooseSorting(parts.values, keys !== undefined, compare);
    this.#sorting = sorting;
    this.#indexed = isIndexed ? parts.items : undefined;
    this.#last = parts.last;
    this.#size = parts.items.length;
    this.#ends = [this.#size];
    this.#budget = this.#size * Math.log2(this.#size + 1) / 2;
  }

  /** How many items have not been handed out. */
  get remaining(): number {
    return this.#size + this.#last.length - this.#next;
  }

  /** The next item, or {@linkcode SORTED_OUT}. */
  next(): T | typeof SORTED_OUT {
    if (this.#next < this.#ready || this.#advance()) return this.#at(this.#next++);
    if (this.remaining === 0) return SORTED_OUT;
    return this.#last[this.#next++ - this.#size]!;
  }

  /** Hands out the items one after the other until the callback returns `true`. */
  drainInto(push: (item: T) => boolean | void): void {
    while (this.#next < this.#ready || this.#advance()) {
      while (this.#next < this.#ready) if (push(this.#at(this.#next++)) === true) return;
    }
    while (this.remaining > 0) {
      if (push(this.#last[this.#next++ - this.#size]!) === true) return;
    }
  }

  /** All items that have not been handed out; before the first one, that costs less than to drain. */
  rest(): T[] {
    const isWhole = this.#next === 0;
    if (isWhole && this.#size > 0) {
      this.#sorting.sort(0, this.#size);
      this.#ready = this.#size;
    }
    if (isWhole && this.#indexed === undefined && this.#sorting.items !== undefined) {
      const items = this.#sorting.items as T[];
      for (const item of this.#last) items.push(item);
      this.#next = items.length;
      return items;
    }
    const rest: T[] = [];
    this.drainInto((item) => {
      rest.push(item);
    });
    return rest;
  }

  #at(position: number): T {
    const value = this.#sorting.at(position);
    return this.#indexed === undefined ? value as T : this.#indexed[value as number]!;
  }

  /** Sorts on, after all that is sorted has been handed out; `false` at the end. */
  #advance(): boolean {
    const low = this.#ready;
    if (low === this.#size) return false;
    let high = this.#ends.pop()!;
    const isWhole = low === 0 && high === this.#size;
    if (high > 0 && !(isWhole && this.#sorting.looksOrdered())) high = this.#splitOff(low, high);
    if (high > 0) this.#sorting.sort(low, high);
    this.#ready = high < 0 ? ~high : high;
    return true;
  }

  /**
   * Splits a range until the first part of it is about as long as all that was handed out before.
   * Returns where that part ends.
   */
  #splitOff(low: number, high: number): number {
    const length = Math.max(low, this.#sorting.atOnce);
    while (high > 0 && high - low > length && this.#budget > high - low) {
      this.#budget -= high - low;
      const { same, more } = this.#sorting.split(low, high, Math.min(length / (high - low), 0.5));
      if (more < high) this.#ends.push(high);
      if (same < more) this.#ends.push(~more);
      if (same > low) this.#ends.push(same);
      high = this.#ends.pop()!;
    }
    return high;
  }
}

/** Items, what to sort them by, and the items that go last. */
interface Parts<T, K> {
  readonly items: T[];
  readonly values: K[];
  readonly last: T[];
}

function partsOf<T, K>(items: T[], values: K[]): Parts<T, K> {
  if (!values.includes(undefined as K)) return { items, values, last: [] };
  const parts: Parts<T, K> = { items: [], values: [], last: [] };
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value === undefined) parts.last.push(items[index]!);
    else {
      parts.items.push(items[index]!);
      parts.values.push(value);
    }
  }
  return parts;
}

function chooseSorting<K>(
  values: K[],
  hasKeys: boolean,
  compare: Compare<K> = ascending,
): { sorting: Sorting<unknown>; isIndexed: boolean } {
  const isDefault = compare === ascending;
  const numeric = isDefault ? numericKeys(values, hasKeys) : undefined;
  if (numeric !== undefined) return numeric;
  const before: Compare<K> = isDefault ? ascendingBefore : compare;
  if (!hasKeys) return { sorting: new ComparedItems(values, compare, before), isIndexed: false };
  const order: number[] = [];
  for (let index = 0; index < values.length; index++) order.push(index);
  const sorting = new ComparedItems(
    order,
    (a, b) => compare(values[a]!, values[b]!),
    (a, b) => before(values[a]!, values[b]!),
  );
  return { sorting, isIndexed: true };
}
