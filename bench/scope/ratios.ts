/**
 * Measures what `scope` costs beside the forms it replaces and prints the tables of
 * `docs/scope_benchmarks.md`: each goal with the ratio that was found, then the costs themselves.
 *
 * - `--check` makes it a failure to miss a goal by more than the tolerance.
 * - `--write` puts the tables into the page.
 * - Names of groups restrict the run to these: `deno task bench:scope one_resource tcp`.
 *
 * @module
 */
import { find, type Finding, quantile, TOLERANCE, withUnit } from "./ratios/finding.ts";
import type { Group, Samples } from "./ratios/group.ts";
import { machine, markdownTable, writeSection } from "./report.ts";
import { runRivals } from "./run_rivals.ts";

/** Files in `ratios/groups`, in the order of the tables. */
const GROUPS = [
  "one_resource",
  "many_resources",
  "nesting",
  "limits",
  "tcp",
  "retained_bytes",
  "closed_children",
];

/** A group and what was measured of it. */
interface Measured {
  readonly group: Group;
  readonly samples: Samples;
}

async function measureGroup(file: string): Promise<Measured> {
  const { group }: { group: Group } = await import(`./ratios/groups/${file}.ts`);
  const { success, stdout } = await runRivals("ratios/run_group.ts", [file], { stderr: "inherit" });
  if (!success) throw new Error(`Cannot measure "${file}" as its process has failed`);
  return { group, samples: JSON.parse(new TextDecoder().decode(stdout)) };
}

function goalRows({ group, samples }: Measured): string[][] {
  const findings = group.goals.map((goal) => find(goal, samples, group.unit));
  return findings.map((finding, at) => [
    at === 0 ? group.title : "",
    finding.what,
    finding.goal,
    finding.figure,
    finding.fastest,
    finding.spread,
    verdictOf(finding),
  ]);
}

function verdictOf({ isMet, isRefused }: Finding): string {
  if (isMet) return "✓";
  return isRefused ? "✗" : "within tolerance";
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

if (import.meta.main) {
  const named = Deno.args.filter((arg) => !arg.startsWith("--"));
  const unknown = named.filter((name) => !GROUPS.includes(name));
  if (unknown.length > 0) {
    throw new TypeError(
      `Cannot measure ${unknown.join(", ")} as the groups are ${GROUPS.join(", ")}`,
    );
  }
  const measured: Measured[] = [];
  for (const file of GROUPS.filter((file) => named.length === 0 || named.includes(file))) {
    measured.push(await measureGroup(file));
  }
  const goals = measured.flatMap(goalRows);
  const lines = [
    ...markdownTable([
      ["what", "compared", "goal", "median", "fastest", "spread", "met"],
      ...goals,
    ]),
    "",
    ...markdownTable([
      ["what", "form", "median", "times the first"],
      ...measured.flatMap(costRows),
    ]),
    "",
    `${machine()}; a goal is refused when missed by more than ${TOLERANCE * 100} %.`,
  ];
  console.log(lines.join("\n"));
  if (Deno.args.includes("--write")) await writeSection("ratios", lines);
  const refused = goals.filter((row) => row.at(-1) === "✗").length;
  if (refused > 0) console.error(`${refused} of ${goals.length} goals are missed`);
  if (refused > 0 && Deno.args.includes("--check")) Deno.exitCode = 1;
}
