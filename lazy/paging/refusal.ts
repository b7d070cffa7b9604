import { formatValue } from "../../_internal/check_option.ts";

const ACTION = 'Cannot go on after a page as "after"';

/** A token that nobody made: cut off, mistyped or altered. */
export function malformed(token: string): SyntaxError {
  return new SyntaxError(
    `${ACTION} must be the cursor of a page, unaltered: current value is ${formatValue(token)}; ` +
      "start from the first page",
  );
}

/** A token of another sequence, or of another version of this package. */
export function foreign(): TypeError {
  return new TypeError(
    `${ACTION} was made for another sequence: tokens are only good for the same operators over ` +
      "the same kind of source; start from the first page",
  );
}

/** A token whose figures no run of the sequence can have come to. */
export function impossible(): TypeError {
  return new TypeError(
    `${ACTION} tells of a place that the sequence does not have: ` +
      "take cursors only from pages of this sequence; start from the first page",
  );
}

/** A token of a place that is not there any more. */
export function beyond(): TypeError {
  return new TypeError(
    `${ACTION} lies beyond the end of the source: the source has become shorter; ` +
      "start from the first page",
  );
}
