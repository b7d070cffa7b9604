/**
 * Prints the text of every cell as JSON, in the forms that the TypeScript compiler takes, for runtimes
 * that cannot run it as it is.
 *
 * @module
 */
import { COMPILED_FORMS } from "./form.ts";
import { ROWS } from "./rows.ts";
import { cellText, fits } from "./run_cell.ts";

const cells = COMPILED_FORMS.flatMap((how, form) =>
  ROWS.flatMap((what, row) => {
    if (!fits(what, how)) return [];
    return [{ row, form, isLegacy: how.isLegacy === true, text: cellText(what, how) }];
  })
);
console.log(JSON.stringify(cells));
