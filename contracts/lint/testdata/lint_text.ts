import assert from "node:assert/strict";
import plugin from "../../lint.ts";

/** What the plugin reports on a text. */
export function lint(source: string, fileName = "main.ts"): Deno.lint.Diagnostic[] {
  return Deno.lint.runPlugin(plugin, fileName, source);
}

/** The short name of each rule that reports, with the text that it points at. */
export function found(source: string, fileName?: string): string[] {
  return lint(source, fileName)
    .map(({ id, range }) => `${id.replace("weir-contracts/", "")}: ${source.slice(...range)}`);
}

/** Applies the fixes one report at a time until none is left, as an editor would. */
export function fixAll(source: string): string {
  let text = source;
  for (let round = 0; round < 20; round++) {
    const fix = lint(text).find((diagnostic) => diagnostic.fix?.length)?.fix;
    if (fix === undefined) return text;
    for (const { range, text: change = "" } of fix.toSorted((a, b) => b.range[0] - a.range[0])) {
      text = text.slice(0, range[0]) + change + text.slice(range[1]);
    }
  }
  return assert.fail(`the fixes do not come to an end:\n${text}`);
}
