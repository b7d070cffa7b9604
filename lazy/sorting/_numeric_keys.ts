import { radixSort } from "./_radix_sort.ts";
import { sampleAt, Samples } from "./_samples.ts";
import type { Sorting, Split } from "./_sorting.ts";

/** Fewer numbers than this are sorted sooner by comparing them. */
const MIN_SIZE = 1024;

/** Runs of about this length make numbers ordered enough to be merged. */
const MIN_RUN = 16;

/** Numbers in the order of `<`; what stands at a position is the number, or its index. */
class NumericKeys implements Sorting<number> {
  readonly atOnce: number = MIN_SIZE;
  readonly items: undefined;
  readonly #keys: Float64Array<ArrayBuffer>;
  readonly #order: Uint32Array<ArrayBuffer> | undefined;
  readonly #samples = new Samples();

  /** @param order The index of each number, to be moved along with it. */
  constructor(keys: Float64Array<ArrayBuffer>, order?: Uint32Array<ArrayBuffer>) {
    this.#keys = keys;
    this.#order = order;
  }

  at(position: number): number {
    return this.#order === undefined ? this.#keys[position]! : this.#order[position]!;
  }

  /** What looks ordered is not sorted here. */
  looksOrdered(): boolean {
    return false;
  }

  split(low: number, high: number, share: number): Split {
    const keys = this.#keys;
    const order = this.#order;
    const chosen = this.#choose(low, high, share);
    const less: number[] = [];
    const lessOrder: number[] = [];
    const sameOrder: number[] = [];
    let to = high;
    for (let from = high - 1; from >= low; from--) {
      const key = keys[from]!;
      if (key > chosen) {
        keys[--to] = key;
        if (order !== undefined) order[to] = order[from]!;
      } else if (key < chosen) {
        less.push(key);
        if (order !== undefined) lessOrder.push(order[from]!);
      } else if (order !== undefined) sameOrder.push(order[from]!);
    }
    const same = low + less.length;
    keys.fill(chosen, same, to);
    keys.set(less.reverse(), low);
    order?.set(lessOrder.reverse(), low);
    order?.set(sameOrder.reverse(), same);
    return { same, more: to };
  }

  #choose(low: number, high: number, share: number): number {
    const positions = this.#samples.pick(low, high);
    return sampleAt(
      Float64Array.from(positions, (position) => this.#keys[position]!).sort(),
      share,
    );
  }

  sort(low: number, high: number): void {
    radixSort(this.#keys.subarray(low, high), this.#order?.subarray(low, high));
  }
}

/**
 * The sorting of values that are all numbers, many and in no order. `NaN` has no place in the order of
 * `<`, so where it occurs the values must be compared; long runs are merged sooner than taken apart.
 *
 * @param isIndexed Whether the indices of the values are asked for, not the values.
 */
export function numericKeys(
  values: readonly unknown[],
  isIndexed: boolean,
): { sorting: Sorting<number>; isIndexed: boolean } | undefined {
  if (values.length < MIN_SIZE) return undefined;
  const keys = new Float64Array(values.length);
  let turns = 0;
  let wasDown = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "number" || Number.isNaN(value)) return undefined;
    if (value === 0 && Object.is(value, -0)) isIndexed = true;
    keys[i] = value + 0;
    const isDown = i > 0 && value < keys[i - 1]!;
    if (isDown !== wasDown) turns++;
    wasDown = isDown;
  }
  if (turns < values.length / MIN_RUN) return undefined;
  if (!isIndexed) return { sorting: new NumericKeys(keys), isIndexed };
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return { sorting: new NumericKeys(keys, order), isIndexed };
}
