import { isLibraryFile, layerOf, LIBRARY, OUTSIDE, TOOLS } from "./layers.ts";
import { isTestData, isTestFile, type PackageFile } from "./source_files.ts";

/** What the direction rule knows about the package. */
export interface PackageFacts {
  /** Name of the package, such as `@weir/std`. */
  readonly name: string;
  /** Name under which an entry is imported, such as `@weir/std/lazy`, to its file. */
  readonly entries: Readonly<Record<string, string>>;
}

/** Reads from `deno.json` what the rule needs. */
export function packageFacts({ name, exports }: PackageFile): PackageFacts {
  const entries = Object.entries(exports).map(([entry, path]) =>
    [name + entry.slice(1), path.replace(/^\.\//, "")] as const
  );
  return { name, entries: Object.fromEntries(entries) };
}

/** Whether a specifier is the package's own name, or one of its entries by name. */
export function isOwnName(specifier: string, { name }: PackageFacts): boolean {
  return specifier === name || specifier.startsWith(name + "/");
}

/** What an import asks for: a file of the repository, or something from outside. */
export type ImportTarget = { readonly file: string } | { readonly specifier: string };

/**
 * Says why a file may not import a target, or returns `undefined` when it may.
 *
 * @param from Path of the importing file, relative to the repository.
 */
export function refuseImport(
  from: string,
  target: ImportTarget,
  facts: PackageFacts,
): string | undefined {
  const top = from.split("/")[0]!;
  if (isLibraryFile(from)) {
    return "file" in target
      ? refuseInLibrary(from, target.file, facts)
      : refuseSpecifier(from, target.specifier, facts);
  }
  const file = "file" in target ? target.file : facts.entries[target.specifier];
  if (file === undefined || file.startsWith(top + "/")) return undefined;
  if (top in OUTSIDE && !("file" in target)) return undefined;
  if (top in OUTSIDE) {
    return `${from} imports ${file}: ${top} imports the package by name ("${facts.name}/...")`;
  }
  if (top === TOOLS) {
    return `${from} imports ${file}: the checks do not depend on what they check`;
  }
  return isTestFile(from) || isTestData(from) ? refuseInTest(from, file, facts) : undefined;
}

function refuseSpecifier(from: string, specifier: string, facts: PackageFacts): string | undefined {
  if (specifier.startsWith("node:")) return undefined; // the portable rule asks about these
  return isOwnName(specifier, facts)
    ? `${from} imports ${specifier}: a library file imports its neighbours by path`
    : `${from} imports ${specifier}: published modules import no third party`;
}

function refuseInLibrary(from: string, file: string, facts: PackageFacts): string | undefined {
  const layer = layerOf(from)!;
  const theirs = isLibraryFile(file) ? layerOf(file) : undefined;
  const isOwn = theirs === layer ||
    (layer.folder !== "." && theirs?.folder.startsWith(layer.folder + "/"));
  const names = Object.keys(layer.imports);
  const home = privateHome(file);
  if (home !== undefined && !from.startsWith(home) && !names.includes(file)) {
    return `${from} imports ${file}: a file named _x.ts is private to its folder`;
  }
  if (theirs !== undefined && (isOwn || isNamed(names, file, facts))) return undefined;
  const allowed = names.join(", ") || "nothing";
  return `${from} imports ${file}: ${layer.folder} may import ${allowed} (see _tools/layers.ts)`;
}

/** The folder to which a file `_x.ts` is private, with the slash at its end. */
function privateHome(file: string): string | undefined {
  return /^(?:.*\/)?(?=_[^/]+$)/.exec(file)?.[0];
}

/** A test may import what its module may, all of its own module and the test kit. */
function refuseInTest(from: string, file: string, facts: PackageFacts): string | undefined {
  const layer = LIBRARY.find(({ folder }) => from.startsWith(folder + "/"));
  if (layer === undefined) return undefined;
  const names = [...Object.keys(layer.imports), "testing", "_internal"];
  if (privateHome(file) === undefined && isNamed(names, file, facts)) return undefined;
  return `${from} imports ${file}: a test imports what its module may (no _x.ts of others) and testing`;
}

function isNamed(names: readonly string[], file: string, facts: PackageFacts): boolean {
  return names.some((name) =>
    name === file || file.startsWith(name + "/") ||
    (name === "entries" && Object.values(facts.entries).includes(file))
  );
}
