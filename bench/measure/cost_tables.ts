import { quantile, withUnit } from "./finding.ts";
import type { Group, Samples } from "./group.ts";
import { markdownTable } from "./page.ts";

/** A group and what was measured of it. */
export interface Measured {
  /** What was asked for. */
  readonly group: Group;
  /** What its forms cost. */
  readonly samples: Samples;
}

/**
 * The costs: groups that name a table are its columns, the others have a row for each form in one
 * table. An empty line follows each of the tables.
 */
export function costTables(measured: readonly Measured[]): string[] {
  const { "": others = [], ...columns } = Object.groupBy(
    measured,
    ({ group }) => group.table ?? "",
  );
  const lines = others.length === 0 ? [] : [
    ...markdownTable([
      ["what", "form", "median", "times the first"],
      ...others.flatMap(costRows),
    ]),
    "",
  ];
  for (const [title, groups] of Object.entries(columns)) {
    lines.push(...markdownTable(costColumns(title, groups!)), "");
  }
  return lines;
}

function costColumns(title: string, measured: readonly Measured[]): string[][] {
  const forms = new Set(measured.flatMap(({ samples }) => Object.keys(samples)));
  return [
    [title, ...measured.map(({ group }) => group.title)],
    ...[...forms].map((name) => [
      name,
      ...measured.map(({ group, samples }) => {
        const costs = samples[name];
        return costs === undefined ? "" : withUnit(quantile(costs, 0.5), group.unit);
      }),
    ]),
  ];
}

function costRows({ group, samples }: Measured): string[][] {
  const forms = Object.entries(samples);
  const first = quantile(forms[0]![1], 0.5);
  return forms.map(([name, costs], at) => [
    at === 0 ? group.title : "",
    name,
    withUnit(quantile(costs, 0.5), group.unit),
    multiple(quantile(costs, 0.5) / first),
  ]);
}

function multiple(ratio: number): string {
  return ratio < 0.01 ? "< 0.01" : ratio.toPrecision(3);
}
