import { join, relative } from "node:path";

/** The folder of the repository. */
export const repository: string = join(import.meta.dirname!, "..");

/** What the checks read of `deno.json`. */
export interface PackageFile {
  /** Name of the package, such as `@weir/std`. */
  readonly name: string;
  /** Entry name to file, both starting with a dot. */
  readonly exports: Readonly<Record<string, string>>;
  /** Bare name to the specifier it stands for. */
  readonly imports?: Readonly<Record<string, string>>;
}

/** Reads `deno.json` of a repository. */
export async function readPackageFile(root: string): Promise<PackageFile> {
  return JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
}

/** Files of the entries, relative to the repository, without doubles. */
export function entryFiles(packageFile: PackageFile): string[] {
  return [...new Set(Object.values(packageFile.exports))].map((path) => path.replace(/^\.\//, ""));
}

/** Where nothing of ours is found; `interop/jsr` holds guests that need the JSR registry. */
const SKIPPED = new Set(["node_modules", "coverage", "interop/jsr"]);

/**
 * Lists the files below `root` that end in one of `extensions`, as sorted paths relative to it with
 * forward slashes. Folders whose name starts with a dot are left out.
 */
export async function listFiles(root: string, extensions: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  async function visit(folder: string): Promise<void> {
    for await (const entry of Deno.readDir(folder)) {
      const path = relative(root, join(folder, entry.name)).replaceAll("\\", "/");
      if (entry.name.startsWith(".") || SKIPPED.has(path) || SKIPPED.has(entry.name)) continue;
      if (entry.isDirectory) await visit(join(folder, entry.name));
      else if (entry.isFile && extensions.some((end) => path.endsWith(end))) found.push(path);
    }
  }
  await visit(root);
  return found.sort();
}

/** Whether a file holds tests, type tests or benches: it is never published. */
export function isTestFile(path: string): boolean {
  return /_(test|bench)\.ts$/.test(path);
}

/** Whether a file only serves tests. */
export function isTestData(path: string): boolean {
  return /(^|\/)testdata\//.test(path);
}

/** Writes files below a new temporary folder, for the tests of the checks; disposing removes it. */
export async function temporaryRepository(
  files: Readonly<Record<string, string>>,
): Promise<{ root: string } & AsyncDisposable> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "weir_tools_" }));
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(join(root, path, ".."), { recursive: true });
    await Deno.writeTextFile(join(root, path), text);
  }
  return { root, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

/** Prints what a check found and sets the exit code: nothing found is a pass. */
export function report(check: string, problems: readonly string[], summary: string): void {
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) return console.log(`${check}: ${summary}`);
  console.error(`${check}: ${problems.length} found`);
  Deno.exitCode = 1;
}
