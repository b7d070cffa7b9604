/**
 * What `deno info` knows of a repository's own files, without asking any registry.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A file of the repository and what it depends on. */
export interface ModuleInfo {
  /** Path, relative to the repository. */
  readonly file: string;
  /** Why it could not be read. */
  readonly error?: string | undefined;
  /** Its imports, those of types included. */
  readonly dependencies: readonly Dependency[];
}

/** An import of a file. */
export interface Dependency {
  /** The specifier as written. */
  readonly specifier: string;
  /** The specifier after the import map, or the URL of a file. */
  readonly resolved: string;
  /** Line on which the specifier stands, from 1. */
  readonly line: number;
}

/** The part of `deno info --json` that is read. */
interface InfoModule {
  readonly specifier: string;
  readonly error?: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly code?: InfoResolution;
    readonly type?: InfoResolution;
  }[];
}

interface InfoResolution {
  readonly specifier?: string;
  readonly span?: { readonly start: { readonly line: number } };
}

/** Files of one call: the system limits how long an argument may be. */
const BATCH = 400;

/** Asks `deno info` about files of a repository; files outside `files` are left out. */
export async function readModules(root: string, files: readonly string[]): Promise<ModuleInfo[]> {
  const found = new Map<string, ModuleInfo>();
  for (let from = 0; from < files.length; from += BATCH) {
    const modules = await readBatch(root, files.slice(from, from + BATCH));
    for (const { specifier, error, dependencies = [] } of modules) {
      const file = toFile(root, specifier);
      if (file === undefined || !files.includes(file)) continue;
      found.set(file, { file, error, dependencies: dependencies.map(toDependency) });
    }
  }
  return [...found.values()];
}

async function readBatch(root: string, files: readonly string[]): Promise<readonly InfoModule[]> {
  const urls = files.map((file) => pathToFileURL(join(root, file)).href);
  const all = "data:text/typescript," +
    encodeURIComponent(urls.map((url) => `import ${JSON.stringify(url)};`).join(""));
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", "--no-remote", "--no-npm", all],
    cwd: root,
  }).output();
  const decoder = new TextDecoder();
  if (!output.success) throw new Error(`deno info failed: ${decoder.decode(output.stderr)}`);
  return JSON.parse(decoder.decode(output.stdout)).modules;
}

function toDependency({ specifier, code, type }: Required<InfoModule>["dependencies"][number]) {
  const resolution = code ?? type;
  return {
    specifier,
    resolved: code?.specifier ?? type?.specifier ?? specifier,
    line: (resolution?.span?.start.line ?? 0) + 1,
  };
}

/** Path of a `file:` URL in a repository, or `undefined` when it lies elsewhere. */
export function toFile(root: string, specifier: string): string | undefined {
  const base = pathToFileURL(root).href + "/";
  if (!specifier.startsWith(base)) return undefined;
  return decodeURIComponent(specifier.slice(base.length));
}
