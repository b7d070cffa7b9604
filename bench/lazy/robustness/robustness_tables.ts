import { markdownTable } from "../../measure/page.ts";
import type { Facts, RobustnessCase } from "./robustness_case.ts";

/** What was seen of a library. */
export interface Row {
  /** Name of the library. */
  readonly name: string;
  /** What was seen in each case; a word instead where there is nothing to see. */
  readonly seen: readonly (Facts | string)[];
}

/** A table for each case: a row for each library, what is wrong in bold. */
export function robustnessTables(
  cases: readonly Pick<RobustnessCase, "title" | "columns">[],
  rows: readonly Row[],
): string[] {
  return cases.flatMap(({ title, columns }, at) => [
    `**${title}**`,
    "",
    ...markdownTable([
      ["", ...columns],
      ...rows.map(({ name, seen }) => [name, ...cells(seen[at]!, columns.length)]),
    ]),
    "",
  ]);
}

function cells(seen: Facts | string, count: number): string[] {
  const texts = typeof seen === "string"
    ? [`**${seen}**`]
    : seen.map(({ text, isRight }) => isRight ? text : `**${text}**`);
  return Array.from({ length: count }, (_, at) => texts[at] ?? "");
}
