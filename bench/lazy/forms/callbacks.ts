import type { Shapes } from "../shapes.ts";

/** Loops by hand that call the callbacks: the limit of whoever generates no code. */
export const shapes: Shapes = {
  filterMapReduce(items, keep, map, add, initial) {
    let total = initial;
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (keep(item)) total = add(total, map(item));
    }
    return total;
  },
  filterMapReduceAgain: (...args) => () => shapes.filterMapReduce(...args),
  filterMapPull(items, keep, map) {
    let sum = 0;
    for (const item of items) {
      if (keep(item)) sum += map(item);
    }
    return sum;
  },
  mapFilterTake<T, U>(
    items: readonly T[],
    map: (item: T) => U,
    keep: (item: U) => boolean,
    count: number,
  ) {
    const taken: U[] = [];
    for (let i = 0; i < items.length; i++) {
      const mapped = map(items[i]!);
      if (keep(mapped) && taken.push(mapped) === count) break;
    }
    return taken;
  },
  flatMapDistinctChunk<T, U>(items: readonly T[], expand: (item: T) => readonly U[], size: number) {
    const chunks: U[][] = [];
    const seen = new Set<U>();
    let chunk: U[] = [];
    for (let i = 0; i < items.length; i++) {
      const expanded = expand(items[i]!);
      for (let j = 0; j < expanded.length; j++) {
        const item = expanded[j]!;
        if (seen.has(item)) continue;
        seen.add(item);
        if (chunk.push(item) < size) continue;
        chunks.push(chunk);
        chunk = [];
      }
    }
    if (chunk.length > 0) chunks.push(chunk);
    return chunks;
  },
  sortTake(items, compare, count) {
    const least: number[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      if (least.length === count && compare(item, least[count - 1]!) >= 0) continue;
      let at = Math.min(least.length, count - 1);
      for (; at > 0 && compare(item, least[at - 1]!) < 0; at--) least[at] = least[at - 1]!;
      least[at] = item;
    }
    return least;
  },
  countBy<T, K extends string | number>(items: readonly T[], key: (item: T) => K) {
    const counts = new Map<K, number>();
    for (let i = 0; i < items.length; i++) {
      const group = key(items[i]!);
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return counts;
  },
  sumBy<T, K extends string | number>(
    items: readonly T[],
    key: (item: T) => K,
    value: (item: T) => number,
  ) {
    const sums = new Map<K, number>();
    for (let i = 0; i < items.length; i++) {
      const item = items[i]!;
      const group = key(item);
      sums.set(group, (sums.get(group) ?? 0) + value(item));
    }
    return sums;
  },
  aggregate(items, value) {
    let sum = 0;
    let max = -Infinity;
    for (let i = 0; i < items.length; i++) {
      const number = value(items[i]!);
      sum += number;
      if (number > max) max = number;
    }
    return { count: items.length, sum, max };
  },
  countChunks(items, size) {
    let chunk: unknown[] = [];
    let count = 0;
    for (const item of items) {
      if (chunk.push(item) < size) continue;
      count += chunk.length;
      chunk = [];
    }
    return count + chunk.length;
  },
  mapToArray<T, U>(items: readonly T[], map: (item: T) => U) {
    const mapped: U[] = [];
    for (let i = 0; i < items.length; i++) mapped.push(map(items[i]!));
    return mapped;
  },
};
