import { formatValue } from "../../_internal/check_option.ts";
import { CursorError } from "../errors.ts";

const ACTION = 'Cannot go on after a page as "after"';
const ADVICE = "start from the first page";

/** A cursor that nobody made: cut off, mistyped or altered. */
export function malformed(cursor: string): CursorError {
  return new CursorError(
    `${ACTION} must be the cursor of a page, unaltered: ` +
      `current value is ${formatValue(cursor)}; ${ADVICE}`,
    "malformed",
  );
}

/** A cursor of another sequence, or of another version of this package. */
export function foreign(): CursorError {
  return new CursorError(
    `${ACTION} was made for another sequence: cursors are only good for the same operators over ` +
      `the same kind of source; ${ADVICE}`,
    "foreign",
  );
}

/** A cursor whose figures no run of the sequence can have come to. */
export function impossible(): CursorError {
  return new CursorError(
    `${ACTION} tells of a place that the sequence does not have: ` +
      `take cursors only from pages of this sequence; ${ADVICE}`,
    "foreign",
  );
}

/** A cursor of a place that is not there any more. */
export function beyond(): CursorError {
  return new CursorError(
    `${ACTION} lies beyond the end of the source: the source has become shorter; ${ADVICE}`,
    "beyond",
  );
}
