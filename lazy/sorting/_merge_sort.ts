import type { Compare } from "../callback.ts";

/** Runs shorter than this are made longer by insertion. */
const MIN_RUN = 16;

/**
 * Sorts a part of an array, stably and in place, with few comparisons: runs that are there already are
 * found and merged in the order of powersort, so that what is sorted, reversed or pieced together
 * costs about one comparison an item, and nothing more than `n log2 n + n`. The comparator is inlined
 * where it is the only one, which the engine's own sort never does.
 *
 * A comparator that contradicts itself leaves the items in some order; none is lost or doubled.
 */
export function mergeSort<T>(items: T[], low: number, high: number, compare: Compare<T>): void {
  const starts: number[] = [];
  const powers: number[] = [];
  let start = low;
  let end = growRun(items, start, high, compare);
  while (end < high) {
    const next = growRun(items, end, high, compare);
    const power = boundaryPower(high - low, start + end - 2 * low, end + next - 2 * low);
    while (powers.length > 0 && powers.at(-1)! > power) {
      powers.pop();
      const left = starts.pop()!;
      merge(items, left, start, end, compare);
      start = left;
    }
    starts.push(start);
    powers.push(power);
    start = end;
    end = next;
  }
  while (starts.length > 0) {
    const left = starts.pop()!;
    merge(items, left, start, high, compare);
    start = left;
  }
}

/**
 * How deep the boundary between two runs lies in a tree that halves the whole again and again: the
 * first binary digit in which the middles of the runs differ. Middles are doubled, to stay integers.
 */
function boundaryPower(size: number, left: number, right: number): number {
  let power = 0;
  let a = left / (2 * size);
  let b = right / (2 * size);
  for (;;) {
    power++;
    a *= 2;
    b *= 2;
    if (a < 1 && b >= 1) return power;
    if (a >= 1) {
      a -= 1;
      b -= 1;
    }
  }
}

/** Finds the run that begins at `low`, makes it ascend and returns its end. */
function growRun<T>(items: T[], low: number, high: number, compare: Compare<T>): number {
  let end = low + 1;
  if (end >= high) return high;
  if (compare(items[end]!, items[low]!) < 0) {
    do end++; while (end < high && compare(items[end]!, items[end - 1]!) < 0);
    reverse(items, low, end);
  } else {
    do end++; while (end < high && !(compare(items[end]!, items[end - 1]!) < 0));
  }
  const min = Math.min(high, low + MIN_RUN);
  while (end < min) insert(items, low, end++, compare);
  return end;
}

/** Only what strictly descends is reversed, so that ties stay in order. */
function reverse<T>(items: T[], low: number, high: number): void {
  while (low < --high) {
    const item = items[low]!;
    items[low++] = items[high]!;
    items[high] = item;
  }
}

/** Inserts the item at `at` into the run that ends there. */
function insert<T>(items: T[], low: number, at: number, compare: Compare<T>): void {
  const item = items[at]!;
  let left = low;
  let right = at;
  while (left < right) {
    const middle = (left + right) >>> 1;
    if (compare(item, items[middle]!) < 0) right = middle;
    else left = middle + 1;
  }
  for (let i = at; i > left; i--) items[i] = items[i - 1]!;
  items[left] = item;
}

/** Merges two runs that lie side by side; a copy of the left one makes room. */
function merge<T>(
  items: T[],
  low: number,
  middle: number,
  high: number,
  compare: Compare<T>,
): void {
  let right = items[middle]!;
  if (!(compare(right, items[middle - 1]!) < 0)) return;
  const copy = items.slice(low, middle);
  let left = copy[0]!;
  let from = 0;
  let to = low;
  for (;;) {
    if (compare(right, left) < 0) {
      items[to++] = right;
      if (++middle === high) break;
      right = items[middle]!;
    } else {
      items[to++] = left;
      if (++from === copy.length) return;
      left = copy[from]!;
    }
  }
  while (from < copy.length) items[to++] = copy[from++]!;
}
