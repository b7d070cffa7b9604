import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { costTables, type Measured } from "./cost_tables.ts";
import { find, type Finding, TOLERANCES } from "./finding.ts";
import type { Group, Samples } from "./group.ts";
import { machine, markdownTable, writeSection } from "./page.ts";
import { runScript } from "./run_script.ts";

/** What is measured, and where the figures go. */
export interface MeasureOptions {
  /** Folder of the groups: each is a file that exports a `group`. */
  readonly folder: string;
  /** Names of the groups, in the order of the tables. */
  readonly groups: readonly string[];
  /** Path of the lock file that names the rivals. */
  readonly lock: string;
  /** Path of the page whose section `ratios` holds the tables. */
  readonly page: string;
  /**
   * Processes in which each group is measured, one after the other: what the compilers make of the
   * same code differs from one to the next. @default {1}
   */
  readonly processes?: number;
  /** Lines that follow the tables. */
  readonly notes?: readonly string[];
}

/**
 * Measures groups, each in processes of its own, and prints tables: each goal with what was found, and
 * the costs themselves. Takes the arguments of the program: names of groups restrict the run to
 * these, `--check` makes it a failure to miss a goal by more than the tolerance, `--write` puts the
 * tables into the page.
 */
export async function measureGroups(options: MeasureOptions): Promise<void> {
  const groups = namedGroups(options.groups);
  const writes = Deno.args.includes("--write");
  if (writes && groups !== options.groups) {
    throw new TypeError("Cannot write the page as it holds all groups: name none of them");
  }
  const measured: Measured[] = [];
  for (const file of groups) measured.push(await measure(file, options));
  const goals = measured.flatMap(goalRows);
  const lines = [
    ...markdownTable([
      ["what", "compared", "goal", "median", "fastest", "spread", "met"],
      ...goals,
    ]),
    "",
    ...costTables(measured),
    ...options.notes ?? [],
    `${machine()}${goals.length === 0 ? "" : refusal(measured)}.`,
  ];
  console.log(lines.join("\n"));
  if (writes) await writeSection(options.page, "ratios", lines);
  const refused = goals.filter((row) => row.at(-1) === "✗").length;
  if (refused > 0) console.error(`${refused} of ${goals.length} goals are missed`);
  if (refused > 0 && Deno.args.includes("--check")) Deno.exitCode = 1;
}

function namedGroups(groups: readonly string[]): readonly string[] {
  const named = Deno.args.filter((arg) => !arg.startsWith("--"));
  const unknown = named.filter((name) => !groups.includes(name));
  if (unknown.length > 0) {
    throw new TypeError(
      `Cannot measure ${unknown.join(", ")} as the groups are ${groups.join(", ")}`,
    );
  }
  return named.length === 0 ? groups : groups.filter((name) => named.includes(name));
}

async function measure(
  file: string,
  { folder, lock, ...options }: MeasureOptions,
): Promise<Measured> {
  const path = join(folder, `${file}.ts`);
  const { group }: { group: Group } = await import(pathToFileURL(path).href);
  const script = join(import.meta.dirname!, "run_group.ts");
  const running = { lock, v8Flags: group.v8Flags ?? [], stderr: "inherit" } as const;
  const processes = group.processes ?? options.processes ?? 1;
  const samples: Record<string, number[]> = {};
  for (let run = 0; run < processes; run++) {
    const { success, stdout } = await runScript(script, [path], running);
    if (!success) throw new Error(`Cannot measure "${file}" as its process has failed`);
    const found: Samples = JSON.parse(new TextDecoder().decode(stdout));
    for (const [form, costs] of Object.entries(found)) (samples[form] ??= []).push(...costs);
  }
  return { group, samples };
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

/** The tolerances that were asked for: of ratios and of figures in each unit. */
function refusal(measured: readonly Measured[]): string {
  const units = measured.flatMap(({ group }) =>
    group.goals.map((goal) => "below" in goal ? group.unit : "ratio")
  );
  const words = {
    ratio: "a ratio",
    ns: "a time",
    B: "memory",
    kB: "a size",
    times: "a multiple",
  };
  const kinds = [...new Set(units)].map((unit) => `${TOLERANCES[unit] * 100} % (${words[unit]})`);
  return `; a goal is refused when missed by more than ${kinds.join(", ")}`;
}
