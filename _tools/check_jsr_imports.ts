/**
 * Keeps JSR out of everything but `interop/jsr`: one static `jsr:` import, even of a type or in a
 * fence of a doc comment, makes every default run fail where JSR cannot be reached. A bare name that
 * `deno.json` maps to JSR counts as well, and so does JSR by way of npm or a URL. The text is read
 * for what only a doc test or a worker would load; `deno info` is asked for what the text hides.
 *
 * @module
 */
import { join } from "node:path";
import { readModules } from "./module_info.ts";
import { listFiles, readPackageFile, report, repository } from "./source_files.ts";
import { findFences, lineAt, splitComments } from "./source_text.ts";

const SOURCES = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
const FROM_JSR = /^(?:jsr:|npm:\/?@jsr\/|https?:\/\/(?:[\w-]+\.)*jsr\.io\/)/;
const SPECIFIER =
  /\b(?:from|import|import\s*\(|import\.meta\.resolve\s*\(|new\s+\w*Worker\s*\((?:\s*new\s+URL\s*\()?)\s*(["'`])((?:(?!\1)[^\n\\])*)\1/g;
const PRAGMA = /@(?:deno|ts)-types\s*=\s*["']([^"']+)|<reference\s[^>]*["']([^"']+)["']/g;

/** Finds imports that need JSR in the files of a repository, as `path:line: specifier`. */
export async function checkJsrImports(root: string): Promise<string[]> {
  const { imports = {} } = await readPackageFile(root);
  const guests = Object.keys(imports).filter((name) => FROM_JSR.test(imports[name]!));
  const needsJsr = (specifier: string) =>
    FROM_JSR.test(specifier) ||
    guests.some((name) =>
      specifier === name || specifier.startsWith(name.endsWith("/") ? name : name + "/")
    );
  const problems = new Set<string>();
  function add(path: string, found: readonly Import[]): void {
    for (const { specifier, line } of found) {
      if (needsJsr(specifier)) problems.add(`${path}:${line}: ${specifier} needs JSR`);
    }
  }
  for (const path of await listFiles(root, [".md"])) {
    add(path, importsOfMarkdown(await Deno.readTextFile(join(root, path))));
  }
  const sources = await listFiles(root, SOURCES);
  for (const path of sources) {
    add(path, importsOfSource(await Deno.readTextFile(join(root, path))));
  }
  for (const { file, dependencies } of await readModules(root, sources)) add(file, dependencies);
  return [...problems];
}

interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Imports of the code and of the fences in its doc comments. */
function importsOfSource(source: string): Import[] {
  const { code, comments } = splitComments(source);
  const pragmas = comments.flatMap(({ text, line }) =>
    [...text.matchAll(PRAGMA)].map((match) => ({ specifier: (match[1] ?? match[2])!, line }))
  );
  const examples = comments.filter(({ text }) => text.startsWith("/**"))
    .flatMap(({ text, line }) => importsOfMarkdown(text, line));
  return [...importsOfCode(code), ...pragmas, ...examples];
}

function importsOfMarkdown(markdown: string, firstLine = 1): Import[] {
  return findFences(markdown, firstLine).flatMap(({ code, line }) =>
    importsOfCode(splitComments(code).code, line)
  );
}

function importsOfCode(code: string, firstLine = 1): Import[] {
  return [...code.matchAll(SPECIFIER)].map((match) => ({
    specifier: match[2]!,
    line: firstLine + lineAt(code, match.index) - 1,
  }));
}

if (import.meta.main) {
  report("jsr", await checkJsrImports(repository), "nothing outside interop/jsr needs JSR");
}
