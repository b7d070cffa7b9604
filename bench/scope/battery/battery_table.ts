import { markdownTable } from "../../measure/page.ts";
import type { FaultCase } from "./fault_case.ts";
import type { Verdict } from "./judge.ts";

/** What a library came to in each case, in the order of the cases. */
export interface Column {
  /** Name of the library. */
  readonly name: string;
  /** One for each case. */
  readonly verdicts: readonly Verdict[];
}

const MARKS: Readonly<Record<Verdict["mark"], string>> = {
  "pass": "✓",
  "by hand": "~",
  "fail": "✗",
  "none": "–",
};

/** The table: a row for each case, a column for each library, and the notes below it. */
export function batteryTable(
  cases: readonly Pick<FaultCase, "asks">[],
  columns: readonly Column[],
): string[] {
  const notes: string[] = [];
  function cell({ mark, note }: Verdict): string {
    if (note === "") return MARKS[mark];
    if (!notes.includes(note)) notes.push(note);
    return `${MARKS[mark]} <sup>${notes.indexOf(note) + 1}</sup>`;
  }
  const rows = cases.map(({ asks }, at) => [
    `${at + 1}. ${asks}`,
    ...columns.map(({ verdicts }) => cell(verdicts[at]!)),
  ]);
  const counts = columns.map(({ verdicts }) => {
    const count = (wanted: Verdict["mark"]) =>
      verdicts.filter(({ mark }) => mark === wanted).length;
    const byHand = count("by hand") === 0 ? "" : `, ${count("by hand")} by hand`;
    return `${count("pass")}${byHand}`;
  });
  return [
    ...markdownTable([
      ["", ...columns.map(({ name }) => name)],
      ...rows,
      [`Passed, of ${cases.length}`, ...counts],
    ]),
    "",
    ...notes.map((note, at) => `${at + 1}. ${note}`),
  ];
}
