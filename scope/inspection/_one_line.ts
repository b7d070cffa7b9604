import { plainText } from "../engine/describe_error.ts";

/** Separators of lines, and marks that turn the direction of all that follows. */
const BREAKS = /[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** A name or a note that stays on its line and in its cell. */
export function oneLine(text: string): string {
  return plainText(text.replace(BREAKS, " "));
}
