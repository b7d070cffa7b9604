import { checkInteger } from "../_internal/check_option.ts";
import { checkSize } from "./callback.ts";
import type { Sink } from "./sink.ts";
import { SKIP, type StageFactory } from "./stage.ts";

/** A slice of a sequence, as a list with page numbers shows it. */
export interface Page<T> {
  /** The items; as many as `size` on every page but the last. */
  readonly items: T[];
  /** Number of the page, from 1. */
  readonly number: number;
  /** Items per page that were asked for. */
  readonly size: number;
  /** Index in the sequence of the first item, from 0. */
  readonly start: number;
  /** Whether an item comes after this page. */
  readonly hasNext: boolean;
}

/** Gathers pages; each is known to have a next one by the item that was pulled after it. */
export function pages(size: number): StageFactory {
  checkSize("page the sequence", size);
  return () => {
    let number = 0;
    let items: unknown[] = [];
    const emit = (hasNext: boolean): Page<unknown> => {
      const start = number++ * size;
      return { items, number, size, start, hasNext };
    };
    return {
      settle(value) {
        if (items.length < size) {
          items.push(value);
          return SKIP;
        }
        const page = emit(true);
        items = [value];
        return page;
      },
      flush() {
        if (items.length === 0) return SKIP;
        const page = emit(false);
        items = [];
        return page;
      },
    };
  };
}

/** Reads one page, and at most one item after it. */
export function page<T>(number: number, size: number): () => Sink<Page<T>> {
  checkInteger("read a page of the sequence", "number", number, 1);
  checkSize("read a page of the sequence", size);
  const start = (number - 1) * size;
  return () => {
    let index = 0;
    const items: T[] = [];
    let hasNext = false;
    return {
      settle(value: T) {
        if (index++ < start) return false;
        if (items.length < size) {
          items.push(value);
          return false;
        }
        return hasNext = true;
      },
      result: () => ({ items, number, size, start, hasNext }),
    };
  };
}
