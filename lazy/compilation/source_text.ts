import { type Cursor, ItemsCursor } from "../engine/cursor.ts";
import { RangeCursor } from "../engine/range_cursor.ts";

/** How a loop reads its source. Arrays and typed arrays do not share one, for their items differ. */
export type SourceForm = "array" | "typedArray" | "range" | "iterator";

/** How a source is written; `i0` is how many items have been read and done with. */
export interface SourceText {
  /** Declares what stays the same in a pass. */
  readonly constants: string;
  /** Whether there is one more item, as far as that is known. */
  readonly isThere: string;
  /** Reads the next item into `v`. */
  readonly read: string;
}

const items: SourceText = {
  constants: "const s0=x.cursor.items;\n",
  isThere: "i0<s0.length",
  read: "v=s0[i0];",
};

/** How each of them is written. */
export const sourceTexts: Readonly<Record<SourceForm, SourceText>> = {
  array: items,
  typedArray: items,
  range: {
    constants: "const {first,step,length}=x.cursor;\n",
    isThere: "i0<length",
    read: "v=first+step*i0;",
  },
  iterator: {
    constants: "const c0=x.cursor,t0=x.iterator;\n",
    isThere: "true",
    read: readText(0, "break END"),
  },
};

/** How a loop can read a cursor. */
export function sourceFormOf(cursor: Cursor): SourceForm {
  if (cursor instanceof ItemsCursor && cursor.index === 0) {
    return Array.isArray(cursor.items) ? "array" : "typedArray";
  }
  return cursor instanceof RangeCursor && cursor.position === 0 ? "range" : "iterator";
}

/**
 * Reads the next item of the iterator `t` of the cursor `c` into `v`; a cursor that runs out or fails
 * is not to be closed any more.
 */
export function readText(depth: number, atEnd: string): string {
  return `r=c${depth};q=x.check(t${depth}.next());` +
    `if(q.done){c${depth}.forget();r=undefined;${atEnd}}v=q.value;r=undefined;`;
}
