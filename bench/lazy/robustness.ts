/**
 * Looks at what happens to runs that do not go well, with `lazy` and with other libraries that do work
 * on several items at once, and prints the tables of `docs/lazy_benchmarks.md`. Nothing is timed;
 * each case of each library runs in a process of its own, as some of them hang.
 *
 * - `--write` puts the tables into the page.
 * - Names of cases restrict the run to these: `deno task robustness:lazy leave idle`.
 *
 * @module
 */
import { join } from "node:path";
import { machine, writeSection } from "../measure/page.ts";
import { runScript } from "../measure/run_script.ts";
import { LOCK, PAGE } from "./paths.ts";
import { CASES } from "./robustness/cases.ts";
import type { Facts, RobustnessCase } from "./robustness/robustness_case.ts";
import { robustnessTables, type Row } from "./robustness/robustness_tables.ts";
import { loadSubjects } from "./robustness/subjects.ts";

/** A process that says nothing for so long will never. */
const PROCESS_MS = 15_000;

/** Runs one case with one library. */
const RUN_CASE = join(import.meta.dirname!, "robustness/run_case.ts");

async function runCase(happening: RobustnessCase, library: string): Promise<Facts | string> {
  const { code, signal, stdout, stderr } = await runScript(RUN_CASE, [happening.name, library], {
    lock: LOCK,
    signal: AbortSignal.timeout(PROCESS_MS),
    stderr: "piped",
    v8Flags: ["--max-old-space-size=512"],
  });
  const decoder = new TextDecoder();
  const last = decoder.decode(stdout).trimEnd().split("\n").at(-1) ?? "";
  if (code === 0 && last.startsWith("[")) return JSON.parse(last);
  if (signal === "SIGTERM") return "the process hung";
  const error = decoder.decode(stderr).split("\n").find((line) => line.includes("rror")) ?? "";
  return `the process ended with ${code}: ${error.trim()}`;
}

if (import.meta.main) {
  const named = Deno.args.filter((arg) => !arg.startsWith("--"));
  const writes = Deno.args.includes("--write");
  if (writes && named.length > 0) {
    throw new TypeError("Cannot write the page as it holds all cases: name none of them");
  }
  const cases = CASES.filter(({ name }) => named.length === 0 || named.includes(name));
  const rows: Row[] = [];
  for (const { name } of await loadSubjects()) {
    const seen: (Facts | string)[] = [];
    for (const happening of cases) seen.push(await runCase(happening, name));
    rows.push({ name, seen });
  }
  const lines = [
    ...robustnessTables(cases, rows),
    "What nobody should have to reckon with is in bold. 8 tasks run at once.",
    `${machine()}.`,
  ];
  console.log(lines.join("\n"));
  if (writes) await writeSection(PAGE, "robustness", lines);
}
