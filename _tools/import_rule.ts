import { isLibraryFile, layerOf, LIBRARY, OUTSIDE, TOOLS } from "./layers.ts";
import { isTestFile } from "./source_files.ts";

/** What the direction rule knows about the package. */
export interface PackageFacts {
  /** Name of the package, such as `@weir/std`. */
  readonly name: string;
  /** Files of its entries. */
  readonly entries: readonly string[];
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
  if ("specifier" in target) {
    return isLibraryFile(from) ? refuseSpecifier(from, target.specifier, facts) : undefined;
  }
  const { file } = target;
  if (isLibraryFile(from)) return refuseInLibrary(from, file, facts);
  if (file.startsWith(top + "/")) return undefined;
  if (top in OUTSIDE) {
    return `${from} imports ${file}: ${top} imports the package by name ("${facts.name}/...")`;
  }
  if (top === TOOLS) {
    return `${from} imports ${file}: the checks do not depend on what they check`;
  }
  return isTestFile(from) ? refuseInTest(from, file, facts) : undefined;
}

function refuseSpecifier(from: string, specifier: string, facts: PackageFacts): string | undefined {
  if (specifier.startsWith("node:")) return undefined; // the portable rule asks about these
  return specifier === facts.name || specifier.startsWith(facts.name + "/")
    ? `${from} imports ${specifier}: a library file imports its neighbours by path`
    : `${from} imports ${specifier}: published modules import no third party`;
}

function refuseInLibrary(from: string, file: string, facts: PackageFacts): string | undefined {
  const layer = layerOf(from)!;
  const theirs = isLibraryFile(file) ? layerOf(file) : undefined;
  const isOwn = theirs === layer ||
    (layer.folder !== "." && theirs?.folder.startsWith(layer.folder + "/"));
  const names = Object.keys(layer.imports);
  if (theirs !== undefined && (isOwn || isNamed(names, file, facts))) return undefined;
  const allowed = names.join(", ") || "nothing";
  return `${from} imports ${file}: ${layer.folder} may import ${allowed} (see _tools/layers.ts)`;
}

/** A test may import what its module may, the rest of its module and the test kit. */
function refuseInTest(from: string, file: string, facts: PackageFacts): string | undefined {
  const layer = LIBRARY.find(({ folder }) => from.startsWith(folder + "/"));
  if (layer === undefined) return undefined;
  const names = [...Object.keys(layer.imports), "testing", "_internal"];
  if (isNamed(names, file, facts)) return undefined;
  return `${from} imports ${file}: a test imports what its module may, and testing`;
}

function isNamed(names: readonly string[], file: string, facts: PackageFacts): boolean {
  return names.some((name) =>
    name === file || file.startsWith(name + "/") ||
    (name === "entries" && facts.entries.includes(file))
  );
}
