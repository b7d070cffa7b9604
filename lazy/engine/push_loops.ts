import type { SlotCallback } from "../plan/fuse.ts";
import type { AnyIterator, Cursor } from "./cursor.ts";
import { checkResult } from "./iterator_result.ts";
import type { RangeCursor } from "./range_cursor.ts";
import type { Slots } from "./slots.ts";

// One loop per kind of source. Each takes the first pair of slots into itself, since compilers make
// fast code of that; a longer row goes on in `pushRest()`. All answer whether they were stopped.

/** Leads the items of an array through two pairs of slots. */
function pushItemsThroughTwo(items: ArrayLike<unknown>, from: number, slots: Slots): boolean {
  const { p0, m0, p1, m1, next, i0 } = slots;
  let { i1, i2, i3 } = slots;
  const offset = i0 - from;
  let isStopped = false;
  let at = from;
  for (; at < items.length && !isStopped; at++) {
    let value = items[at];
    if (p0 !== undefined && !p0(value, at + offset)) continue;
    if (m0 !== undefined) value = m0(value, i1++);
    if (p1 !== undefined && !p1(value, i2++)) continue;
    if (m1 !== undefined) value = m1(value, i3++);
    isStopped = next.push(value);
  }
  slots.i0 = at + offset;
  slots.i1 = i1;
  slots.i2 = i2;
  slots.i3 = i3;
  return isStopped;
}

/** Leads the items of an array through a transform and a predicate, both called for each item. */
function pushItemsMapped(
  items: ArrayLike<unknown>,
  from: number,
  slots: Slots,
  transform: SlotCallback,
  predicate: SlotCallback,
): boolean {
  const { next } = slots;
  const mapped = slots.i1 - from;
  const asked = slots.i2 - from;
  let isStopped = false;
  let at = from;
  for (; at < items.length && !isStopped; at++) {
    const value = transform(items[at], at + mapped);
    if (predicate(value, at + asked)) isStopped = next.push(value);
  }
  slots.i1 = at + mapped;
  slots.i2 = at + asked;
  return isStopped;
}

/** Leads the items of an array, as long as it is, from a position on. */
export function pushItems(items: ArrayLike<unknown>, from: number, slots: Slots): boolean {
  const { p0, m0, after } = slots;
  if (p0 === undefined && m0 === undefined) {
    for (let at = from; at < items.length; at++) {
      if (after.push(items[at])) return true;
    }
    return false;
  }
  if (slots.isLong && slots.p2 === undefined && slots.m2 === undefined) {
    const { p1, m1 } = slots;
    if (p0 === undefined && m1 === undefined) return pushItemsMapped(items, from, slots, m0!, p1!);
    return pushItemsThroughTwo(items, from, slots);
  }
  const offset = slots.i0 - from;
  let mapped = slots.i1;
  let isStopped = false;
  let at = from;
  for (; at < items.length && !isStopped; at++) {
    let value = items[at];
    if (p0 !== undefined && !p0(value, at + offset)) continue;
    if (m0 !== undefined) value = m0(value, mapped++);
    isStopped = after.push(value);
  }
  slots.i0 = at + offset;
  slots.i1 = mapped;
  return isStopped;
}

/** Leads the numbers of a range. */
export function pushRange({ first, step, length, position }: RangeCursor, slots: Slots): boolean {
  const { p0, m0, after } = slots;
  let asked = slots.i0;
  let mapped = slots.i1;
  let isStopped = false;
  for (let index = position; index < length; index++) {
    let value: unknown = first + step * index;
    if (p0 !== undefined && !p0(value, asked++)) continue;
    if (m0 !== undefined) value = m0(value, mapped++);
    isStopped = after.push(value);
    if (isStopped) break;
  }
  slots.i0 = asked;
  slots.i1 = mapped;
  return isStopped;
}

/** Leads what an iterator gives. */
export function pushIterator(iterator: AnyIterator, cursor: Cursor, slots: Slots): boolean {
  const { p0, m0, after } = slots;
  let asked = slots.i0;
  let mapped = slots.i1;
  let isStopped = false;
  let isReading = true;
  try {
    for (;;) {
      isReading = true;
      const result = checkResult(iterator.next());
      if (result.done) {
        cursor.forget();
        break;
      }
      let value = result.value;
      isReading = false;
      if (p0 !== undefined && !p0(value, asked++)) continue;
      if (m0 !== undefined) value = m0(value, mapped++);
      isStopped = after.push(value);
      if (isStopped) break;
    }
  } catch (error) {
    if (isReading) cursor.forget();
    throw error;
  }
  slots.i0 = asked;
  slots.i1 = mapped;
  return isStopped;
}
