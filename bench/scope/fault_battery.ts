/**
 * Runs the same twelve faults against `scope` and its rivals and prints the table of
 * `docs/scope_benchmarks.md`. Each case of each library runs in a process of its own, as some of them
 * hang and some overflow the stack.
 *
 * - `--write` puts the table into the page.
 * - Names of libraries restrict the run to these: `deno task battery:scope effect weir`.
 *
 * @module
 */
import { join } from "node:path";
import { machine, writeSection } from "../measure/page.ts";
import { runScript } from "../measure/run_script.ts";
import { batteryTable, type Column } from "./battery/battery_table.ts";
import { CASES } from "./battery/cases.ts";
import type { Verdict } from "./battery/judge.ts";
import type { Subject } from "./battery/subject.ts";
import { LOCK, PAGE } from "./paths.ts";

/** Files in `battery/subjects`, and in `rivals` where they come from npm, in the order of the columns. */
const SUBJECTS = [
  "weir",
  "async_disposable_stack",
  "effect",
  "effection",
  "typed_inject",
  "awilix",
  "tsyringe",
  "inversify",
];

/** A process that says nothing for so long will never. */
const PROCESS_MS = 30_000;

/** Runs one case against one library. */
const RUN_CASE = join(import.meta.dirname!, "battery/run_case.ts");

async function runCase(file: string, name: string): Promise<Verdict> {
  const { code, signal, stdout, stderr } = await runScript(RUN_CASE, [file, name], {
    lock: LOCK,
    signal: AbortSignal.timeout(PROCESS_MS),
    stderr: "piped",
  });
  const decoder = new TextDecoder();
  const last = decoder.decode(stdout).trimEnd().split("\n").at(-1) ?? "";
  if (code === 0 && last.startsWith("{")) return JSON.parse(last);
  if (signal === "SIGTERM") return { mark: "fail", note: "the process hung" };
  const error = decoder.decode(stderr).split("\n").find((line) => line.includes("rror")) ?? "";
  return { mark: "fail", note: `the process ended with ${code}: ${error.trim()}` };
}

/** Runs every case against every library, two at a time. */
async function runBattery(files: readonly string[]): Promise<Column[]> {
  const verdicts = new Map(files.map((file) => [file, new Array<Verdict>(CASES.length)]));
  const jobs = CASES.flatMap(({ name }, at) => files.map((file) => ({ file, name, at })));
  // Whatever takes longest begins first.
  jobs.sort((a, b) => Number(b.name === "deep nesting") - Number(a.name === "deep nesting"));
  async function work(): Promise<void> {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      verdicts.get(job.file)![job.at] = await runCase(job.file, job.name);
    }
  }
  await Promise.all(Array.from({ length: 2 }, work));
  return await Promise.all(files.map(async (file) => ({
    name: await columnName(file),
    verdicts: verdicts.get(file)!,
  })));
}

async function columnName(file: string): Promise<string> {
  const { subject }: { subject: Subject } = await import(`./battery/subjects/${file}.ts`);
  const path = join(import.meta.dirname!, `rivals/${file}.ts`);
  const text = await Deno.readTextFile(path).catch(() => "");
  const [version] = /(?<=^export .*@)[\d.]+/m.exec(text) ?? [];
  return version === undefined ? subject.name : `${subject.name} ${version}`;
}

if (import.meta.main) {
  const named = Deno.args.filter((arg) => !arg.startsWith("--"));
  const files = SUBJECTS.filter((file) => named.length === 0 || named.includes(file));
  const lines = [
    ...batteryTable(CASES, await runBattery(files)),
    "",
    `${machine()}.`,
  ];
  console.log(lines.join("\n"));
  if (Deno.args.includes("--write")) await writeSection(PAGE, "battery", lines);
}
