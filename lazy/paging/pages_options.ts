import { checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { checkSize } from "../callback.ts";
import { checkCodec, type CursorCodec } from "./cursor_codec.ts";

/** Options of {@linkcode Seq.pages} and {@linkcode AsyncSeq.pages}. */
export interface PagesOptions {
  /** The cursor of a page: begins with the page after it. Without it, with the first page. */
  readonly after?: string | undefined;
  /**
   * Whether one item after each page is pulled, to know whether there is a next page. Without,
   * `hasNext` of a full page is `undefined`, and the cursor of a full last page leads to no page.
   *
   * @default {true}
   */
  readonly lookahead?: boolean | undefined;
  /** How cursors are made opaque; base64url by default. */
  readonly codec?: CursorCodec | undefined;
}

/** Options that have been checked. */
export interface PageSettings {
  readonly size: number;
  readonly after: string | undefined;
  readonly lookahead: boolean;
  readonly codec: CursorCodec;
}

/**
 * Checks size and options of pages.
 *
 * @throws {TypeError} If one is of the wrong kind.
 * @throws {RangeError} If `size` is out of range.
 */
export function checkPages(size: number, options: PagesOptions = {}): PageSettings {
  const action = "page the sequence";
  checkSize(action, size);
  checkKeys(action, options, ["after", "lookahead", "codec"]);
  const { after, lookahead = true, codec } = options;
  if (after !== undefined && typeof after !== "string") {
    throw new TypeError(optionMessage(action, "after", "the cursor of a page", after));
  }
  if (typeof lookahead !== "boolean") {
    throw new TypeError(optionMessage(action, "lookahead", "true or false", lookahead));
  }
  return { size, after, lookahead, codec: checkCodec(codec) };
}
