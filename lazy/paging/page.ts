import { checkInteger, checkKeys } from "../../_internal/check_option.ts";
import { checkSize } from "../callback.ts";
import type { Sink } from "../engine/sink.ts";
import type { Plan } from "../plan/plan.ts";
import { checkCodec, type CursorCodec } from "./cursor_codec.ts";
import { addCursor } from "./cursor_property.ts";
import { fingerprint } from "./fingerprint.ts";
import { writeToken } from "./token.ts";

/** A slice of a sequence, as a list with page numbers shows it. */
export interface Page<T> {
  /** The items; as many as `size` on every page but the last. */
  readonly items: T[];
  /** Number of the page, from 1; `undefined` after a cursor of pages of another size. */
  readonly number?: number | undefined;
  /** Items per page that were asked for. */
  readonly size: number;
  /** Index in the sequence of the first item, from 0. */
  readonly start: number;
  /** Whether an item comes after this page; `undefined` if that was not looked at. */
  readonly hasNext: boolean | undefined;
  /**
   * What `pages(size, { after })` goes on with after this page, in this process or in another;
   * `null` on the last page. It is made when it is read first, also by a copy of the page.
   *
   * @throws {TypeError} If it has to hold a cursor of `fromPages()` that is not JSON.
   */
  readonly cursor: string | null;
}

/** Options of {@linkcode Seq.page}. */
export interface PageOptions {
  /** How the cursor is made opaque; see {@linkcode CursorCodec}. */
  readonly codec?: CursorCodec | undefined;
}

/** Reads one page, and at most one item after it. */
export function page<T>(
  plan: Plan,
  number: number,
  size: number,
  options: PageOptions,
): () => Sink<Page<T>> {
  const action = "read a page of the sequence";
  checkInteger(action, "number", number, 1);
  checkSize(action, size);
  checkKeys(action, options, ["codec"]);
  const codec = checkCodec(options.codec);
  const start = (number - 1) * size;
  return () => {
    let index = 0;
    const items: T[] = [];
    let hasNext = false;
    const makeCursor = () =>
      codec.encode(writeToken({ plan: fingerprint(plan), start: start + size, number, size }));
    return {
      settle(value: T) {
        if (index++ < start) return false;
        if (items.length < size) {
          items.push(value);
          return false;
        }
        return hasNext = true;
      },
      result: () => addCursor({ items, number, size, start, hasNext }, hasNext ? makeCursor : null),
    };
  };
}
