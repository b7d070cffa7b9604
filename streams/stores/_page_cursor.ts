import { checkInteger, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { StorePage, StorePageOptions } from "../store.ts";

/** The part of a key that a cursor carries. */
export type CursorPart = string | number;

/** How many items to read for a page: one more than asked for, to know whether a page follows. */
export function pageLimit(options: StorePageOptions | undefined): number {
  checkKeys("read a page", options, ["after", "limit"]);
  return checkInteger("read a page", "limit", options?.limit ?? 500, 1, 2 ** 31 - 2) + 1;
}

/** Reads a cursor back into the key it stands for; `undefined` for the first page. */
export function fromCursor(
  after: string | undefined,
  shape: readonly ("string" | "number")[],
): CursorPart[] | undefined {
  if (after === undefined) return undefined;
  const parts = parse(after);
  const fits = Array.isArray(parts) && parts.length === shape.length &&
    shape.every((type, index) => typeof parts[index] === type);
  if (!fits) {
    throw new TypeError(optionMessage("read a page", "after", "the cursor of a page", after));
  }
  return parts;
}

/** Cuts the extra item off and makes the cursor of the next page from the last that stays. */
export function toPage<T>(items: T[], limit: number, key: (item: T) => CursorPart[]): StorePage<T> {
  if (items.length < limit) return { items };
  items.pop();
  return { items, next: JSON.stringify(key(items.at(-1)!)) };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(cursor);
  } catch {
    return undefined;
  }
}
