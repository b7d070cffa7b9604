import type { Compare } from "../callback.ts";
import { sampleAt, Samples } from "./_samples.ts";
import type { Sorting, Split } from "./_sorting.ts";
import { mergeSort } from "./_merge_sort.ts";

/** How many stretches are looked at, and how many items of each. */
const STRETCHES = 16;
const STRETCH = 17;
/** How often neighbours may turn from up to down or back in what looks ordered: one in ten. */
const MAX_TURNS = STRETCHES * STRETCH / 10;

/** Items in the order of a comparator. They are moved themselves: to follow indices costs more. */
export class ComparedItems<T> implements Sorting<T> {
  readonly atOnce: number = 128;
  readonly items: T[];
  readonly #compare: Compare<T>;
  readonly #before: Compare<T>;
  readonly #samples = new Samples();

  /**
   * @param before A cheaper comparator, which may call it a tie when the first goes after the second.
   */
  constructor(items: T[], compare: Compare<T>, before: Compare<T> = compare) {
    this.items = items;
    this.#compare = compare;
    this.#before = before;
  }

  at(position: number): T {
    return this.items[position]!;
  }

  looksOrdered(): boolean {
    const items = this.items;
    const before = this.#before;
    const step = Math.floor((items.length - STRETCH) / (STRETCHES - 1));
    if (step < STRETCH) return true;
    let turns = 0;
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      const start = stretch * step;
      let wasDown = false;
      for (let i = 1; i < STRETCH; i++) {
        const isDown = before(items[start + i]!, items[start + i - 1]!) < 0;
        if (i > 1 && isDown !== wasDown) turns++;
        wasDown = isDown;
      }
    }
    return turns <= MAX_TURNS;
  }

  /** Goes from the end to the start: most items are more, and these stay near their place. */
  split(low: number, high: number, share: number): Split {
    const items = this.items;
    const compare = this.#compare;
    const chosen = this.#choose(low, high, share);
    const less: T[] = [];
    const same: T[] = [];
    let to = high;
    for (let from = high - 1; from >= low; from--) {
      const item = items[from]!;
      const order = compare(item, chosen);
      if (order > 0) items[--to] = item;
      else if (order < 0) less.push(item);
      else same.push(item);
    }
    const more = to;
    for (const item of same) items[--to] = item;
    for (const item of less) items[--to] = item;
    return { same: low + less.length, more };
  }

  /** The samples are pushed one by one: an array with holes would slow down all sorting there is. */
  #choose(low: number, high: number, share: number): T {
    const samples: T[] = [];
    for (const position of this.#samples.pick(low, high)) samples.push(this.items[position]!);
    mergeSort(samples, 0, samples.length, this.#before);
    return sampleAt(samples, share);
  }

  sort(low: number, high: number): void {
    mergeSort(this.items, low, high, this.#before);
  }
}
