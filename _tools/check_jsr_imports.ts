/**
 * Keeps JSR out of everything but `interop/jsr`: one static `jsr:` import, even of a type or in a
 * fence of a doc comment, makes every default run fail where JSR cannot be reached. A bare name that
 * `deno.json` maps to JSR counts as well.
 *
 * @module
 */
import { join } from "node:path";
import { listFiles, readPackageFile, report, repository } from "./source_files.ts";
import { findFences, lineAt, splitComments } from "./source_text.ts";

const SPECIFIER =
  /\b(?:from|import|import\s*\(|import\.meta\.resolve\s*\()\s*(["'`])((?:(?!\1)[^\n\\])*)\1/g;
const PRAGMA = /@(?:deno|ts)-types\s*=\s*["']([^"']+)|<reference\s[^>]*["']([^"']+)["']/g;

/** Finds imports that need JSR in the files of a repository, as `path:line: specifier`. */
export async function checkJsrImports(root: string): Promise<string[]> {
  const { imports = {} } = await readPackageFile(root);
  const guests = Object.keys(imports).filter((name) => imports[name]!.startsWith("jsr:"));
  const needsJsr = (specifier: string) =>
    specifier.startsWith("jsr:") || /^https:\/\/jsr\.io\//.test(specifier) ||
    guests.some((name) => specifier === name || specifier.startsWith(name + "/"));
  const problems: string[] = [];
  for (const path of await listFiles(root, [".ts", ".md"])) {
    const text = await Deno.readTextFile(join(root, path));
    const found = path.endsWith(".md") ? importsOfMarkdown(text) : importsOfSource(text);
    problems.push(
      ...found.filter(({ specifier }) => needsJsr(specifier))
        .map(({ specifier, line }) => `${path}:${line}: ${specifier} needs JSR`),
    );
  }
  return problems;
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
