/**
 * Counts code lines (no comments, no blanks) of source files and raw lines of test files, reports
 * the spread per module and refuses what is above the caps in `layers.ts`. The length of functions
 * is a lint rule.
 *
 * @module
 */
import { join } from "node:path";
import { LENGTHS } from "./layers.ts";
import { isTestFile, listFiles, report, repository } from "./source_files.ts";
import { countCodeLines } from "./source_text.ts";

/** Length of a file: code lines of a source file, raw lines of a test file. */
export interface FileLength {
  readonly path: string;
  readonly lines: number;
  readonly isTest: boolean;
}

/** Measures every TypeScript file of a repository. */
export async function measureFiles(root: string): Promise<FileLength[]> {
  const paths = await listFiles(root, [".ts"]);
  return await Promise.all(paths.map(async (path) => {
    const text = await Deno.readTextFile(join(root, path));
    const isTest = isTestFile(path);
    return {
      path,
      isTest,
      lines: isTest ? text.trimEnd().split("\n").length : countCodeLines(text),
    };
  }));
}

/** Files above their cap, and exceptions that are no longer needed. */
export function findTooLong(
  files: readonly FileLength[],
  exceptions: typeof LENGTHS.exceptions = LENGTHS.exceptions,
): string[] {
  const problems: string[] = [];
  for (const { path, lines, isTest } of files) {
    const cap = isTest ? LENGTHS.testFile : LENGTHS.file;
    const limit = exceptions[path]?.limit ?? cap;
    const unit = isTest ? "lines" : "code lines";
    if (lines > limit) problems.push(`${path}: ${lines} ${unit}: at most ${limit}`);
    else if (limit > cap && lines <= cap) problems.push(`${path}: needs no exception any more`);
  }
  return problems;
}

/** One line per top folder: files, median, ninetieth percentile and longest, of source files. */
export function summarise(files: readonly FileLength[]): string[] {
  const sources = files.filter((file) => !file.isTest);
  const folders = Map.groupBy(
    sources,
    ({ path }) => path.includes("/") ? path.split("/")[0]! : ".",
  );
  const rows = [...folders, ["all", sources] as const].map(([folder, members]) => {
    const lines = members.map((file) => file.lines).sort((a, b) => a - b);
    const at = (share: number) => String(lines[Math.ceil(share * lines.length) - 1] ?? 0);
    return [folder, String(lines.length), at(0.5), at(0.9), at(1)];
  });
  return [["code lines", "files", "median", "p90", "max"], ...rows].map(([name, ...numbers]) =>
    name!.padEnd(14) + numbers.map((number) => number.padStart(8)).join("")
  );
}

if (import.meta.main) {
  const files = await measureFiles(repository);
  const { median, p90 } = LENGTHS.tendency;
  console.log(summarise(files).join("\n"));
  report("lengths", findTooLong(files), `below the caps (tendency: median ${median}, p90 ${p90})`);
}
