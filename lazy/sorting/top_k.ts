import type { Compare } from "../callback.ts";
import { ascending } from "./ascending.ts";
import { mergeSort } from "./_merge_sort.ts";

/**
 * The first items of the stable sort of all that is pushed, from a heap whose root gives way next.
 *
 * Order: that of `toSorted(compare).slice(0, k)`: ties as they arrive, `undefined` last and never
 * compared, `NaN` of the comparator a tie. Without a comparator it is the order of `<`.
 * Buffer: at most `k` items. One that comes after all of them costs one comparison, and nothing else.
 */
export class TopK<T> {
  readonly #k: number;
  readonly #compare: Compare<T>;
  /** A heap, and for each of its items when it arrived. */
  readonly #items: T[] = [];
  readonly #arrivals: number[] = [];
  #arrived = 0;
  /** How many were `undefined`. */
  #undefineds = 0;

  /** @param k How many items to keep; an integer from 0. */
  constructor(k: number, compare: Compare<T> = ascending) {
    this.#k = k;
    this.#compare = compare;
  }

  /** Takes an item in. */
  push(item: T): void {
    if (item === undefined) this.#undefineds++;
    else if (this.#items.length < this.#k) {
      this.#items.push(item);
      this.#arrivals.push(this.#arrived++);
      this.#siftUp();
    } else if (this.#k > 0) {
      const compare = this.#compare;
      if (compare(item, this.#items[0]!) < 0) this.#siftDown(item, this.#arrived++);
    }
  }

  /** The items so far, in order, in an array of their own. */
  result(): T[] {
    const places: number[] = [];
    for (let place = 0; place < this.#items.length; place++) places.push(place);
    places.sort((a, b) => this.#arrivals[a]! - this.#arrivals[b]!);
    const result: T[] = [];
    for (const place of places) result.push(this.#items[place]!);
    if (result.length > 1) mergeSort(result, 0, result.length, this.#compare);
    for (let left = this.#undefineds; left > 0 && result.length < this.#k; left--) {
      result.push(undefined as T);
    }
    return result;
  }

  #isAfter(item: T, arrival: number, place: number): boolean {
    const compare = this.#compare;
    const other = this.#items[place]!;
    if (arrival > this.#arrivals[place]!) return !(compare(item, other) < 0);
    return compare(other, item) < 0;
  }

  /** Brings the last item up to its place. */
  #siftUp(): void {
    let place = this.#items.length - 1;
    const item = this.#items[place]!;
    const arrival = this.#arrivals[place]!;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isAfter(item, arrival, parent)) break;
      this.#move(parent, place);
      place = parent;
    }
    this.#items[place] = item;
    this.#arrivals[place] = arrival;
  }

  /** Puts an item in the place of the root, then down to where it belongs. */
  #siftDown(item: T, arrival: number): void {
    const items = this.#items;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= items.length) break;
      const sibling = child + 1;
      if (
        sibling < items.length && this.#isAfter(items[sibling]!, this.#arrivals[sibling]!, child)
      ) {
        child = sibling;
      }
      if (this.#isAfter(item, arrival, child)) break;
      this.#move(child, place);
      place = child;
    }
    items[place] = item;
    this.#arrivals[place] = arrival;
  }

  #move(from: number, to: number): void {
    this.#items[to] = this.#items[from]!;
    this.#arrivals[to] = this.#arrivals[from]!;
  }
}
