import { checkFunction, checkInteger } from "../../_internal/check_option.ts";
import { type Compare, compareAscending } from "../callback.ts";
import type { SinkFactory } from "../sink.ts";

interface Entry<T> {
  readonly item: T;
  /** Position of arrival, which settles ties. */
  readonly order: number;
}

/**
 * The first `k` items of the sorted sequence, from a heap of `k` entries whose root is the one to
 * give way next.
 */
export function top<T>(k: number, compare: Compare<T> = compareAscending): SinkFactory<T[]> {
  checkInteger("find the top items", "k", k, 0);
  checkFunction("find the top items", "compare", compare);
  const isAfter = (a: Entry<T>, b: Entry<T>) => {
    const order = compare(a.item, b.item);
    return order === 0 ? a.order > b.order : order > 0;
  };
  return () => {
    let order = 0;
    const heap: Entry<T>[] = [];
    return {
      settle(item: T) {
        const entry = { item, order: order++ };
        if (heap.length < k) {
          heap.push(entry);
          siftUp(heap, isAfter);
        } else if (k > 0 && compare(item, heap[0]!.item) < 0) {
          heap[0] = entry;
          siftDown(heap, isAfter);
        }
      },
      result: () => heap.sort((a, b) => isAfter(a, b) ? 1 : -1).map((entry) => entry.item),
    };
  };
}

function siftUp<T>(heap: Entry<T>[], isAfter: (a: Entry<T>, b: Entry<T>) => boolean): void {
  let child = heap.length - 1;
  const entry = heap[child]!;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isAfter(entry, heap[parent]!)) break;
    heap[child] = heap[parent]!;
    child = parent;
  }
  heap[child] = entry;
}

function siftDown<T>(heap: Entry<T>[], isAfter: (a: Entry<T>, b: Entry<T>) => boolean): void {
  let parent = 0;
  const entry = heap[parent]!;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isAfter(heap[child + 1]!, heap[child]!)) child++;
    if (!isAfter(heap[child]!, entry)) break;
    heap[parent] = heap[child]!;
    parent = child;
  }
  heap[parent] = entry;
}
