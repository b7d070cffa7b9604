/**
 * Checks the graph of imports: its direction, cycles, library files that no entry reaches and
 * exports of private files that nobody uses. `deno info` builds the graph, so imports that only
 * import types count; a worker or process file named by `new URL("./x.ts", import.meta.url)` does
 * too.
 *
 * @module
 */
import { join } from "node:path";
import {
  type ImportTarget,
  isOwnName,
  type PackageFacts,
  packageFacts,
  refuseImport,
} from "./import_rule.ts";
import { isLibraryFile } from "./layers.ts";
import { readModules, toFile } from "./module_info.ts";
import { isTestFile, listFiles, readPackageFile, report, repository } from "./source_files.ts";
import { splitComments } from "./source_text.ts";

/** One import of a file. */
export interface Edge {
  /** The specifier as written. */
  readonly specifier: string;
  /** What it stands for. */
  readonly target: ImportTarget;
  /** Whether it is a URL, such as a worker's, and no import: it loads into a realm of its own. */
  readonly isUrl?: boolean;
}

/** The imports of every file, by path. */
export type Graph = ReadonlyMap<string, readonly Edge[]>;

/** Reads the graph of all TypeScript files of a repository. */
export async function readGraph(root: string, files: readonly string[]): Promise<Graph> {
  const graph = new Map<string, Edge[]>();
  for (const { file, error, dependencies } of await readModules(root, files)) {
    if (error !== undefined) throw new Error(`${file}: ${error}`);
    const edges = dependencies.map(({ specifier, resolved }): Edge => {
      const target = toFile(root, resolved);
      return { specifier, target: target === undefined ? { specifier } : { file: target } };
    });
    const source = await Deno.readTextFile(join(root, file));
    graph.set(file, [...edges, ...urlEdges(file, source)]);
  }
  return graph;
}

/** Files that a source names for a worker or a process. */
function urlEdges(file: string, source: string): Edge[] {
  const pattern =
    /new URL\(\s*"(\.[^"]+\.ts)",\s*import\.meta\.url|import\.meta\.resolve\(\s*"(\.[^"]+\.ts)"/g;
  return [...splitComments(source).code.matchAll(pattern)].map((match) => {
    const specifier = (match[1] ?? match[2])!;
    return {
      specifier,
      target: { file: join(file, "..", specifier).replaceAll("\\", "/") },
      isUrl: true,
    };
  });
}

/** Imports that the table in `layers.ts` does not allow. */
export function findWrongDirections(graph: Graph, facts: PackageFacts): string[] {
  return [...graph].flatMap(([file, edges]) =>
    edges.map(({ specifier, target }) => isOwnName(specifier, facts) ? { specifier } : target)
      .map((target) => refuseImport(file, target, facts))
      .filter((problem) => problem !== undefined)
  );
}

/** Cycles between files, each once and by name: `a.ts -> b.ts -> a.ts`. */
export function findCycles(graph: Graph): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  function visit(file: string, path: readonly string[]): void {
    const start = path.indexOf(file);
    if (start !== -1) {
      cycles.push(`Cycle: ${[...path.slice(start), file].join(" -> ")}`);
      return;
    }
    if (done.has(file)) return;
    for (const { target, isUrl } of graph.get(file) ?? []) {
      if ("file" in target && isUrl !== true) visit(target.file, [...path, file]);
    }
    done.add(file);
  }
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

/** Library files that no entry imports, directly or through others. */
export function findUnreached(graph: Graph, facts: PackageFacts): string[] {
  const reached = new Set<string>();
  const waiting = Object.values(facts.entries);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const { target } of graph.get(file) ?? []) {
      if ("file" in target) waiting.push(target.file);
    }
  }
  return [...graph.keys()].filter((file) => isLibraryFile(file) && !reached.has(file))
    .map((file) => `${file}: no entry reaches it`);
}

/** Exports of private files (`_x.ts`) that no other file imports; types they use may stay. */
export async function findUnusedExports(root: string, graph: Graph): Promise<string[]> {
  const used = new Map<string, Set<string>>();
  const privates = [...graph.keys()].filter((file) =>
    isLibraryFile(file) && /\/_[^/]+$/.test(file)
  );
  for (const [file, edges] of graph) {
    const { code } = splitComments(await Deno.readTextFile(join(root, file)));
    for (const { specifier, target } of edges) {
      if (!("file" in target)) continue;
      const names = used.get(target.file) ?? new Set();
      for (const name of importedNames(code, specifier)) names.add(name);
      used.set(target.file, names);
    }
  }
  const problems: string[] = [];
  for (const file of privates) {
    const names = used.get(file) ?? new Set();
    if (names.has("*")) continue;
    const { code } = splitComments(await Deno.readTextFile(join(root, file)));
    const unused = exportedNames(code).filter((name) => !names.has(name) && !isOwnType(code, name));
    problems.push(...unused.map((name) => `${file}: nobody uses its export ${name}`));
  }
  return problems;
}

/** Whether a name is a type that the file itself uses: it describes another of its exports. */
function isOwnType(code: string, name: string): boolean {
  const quoted = name.replaceAll("$", "\\$");
  return new RegExp(`^export\\s+(?:interface|type)\\s+${quoted}\\b`, "m").test(code) &&
    [...code.matchAll(new RegExp(`\\b${quoted}\\b`, "g"))].length > 1;
}

/** Names that `code` takes from `specifier`; `*` when it takes the whole module. */
function importedNames(code: string, specifier: string): string[] {
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(
    `\\b(?:import|export)\\s+([^;"'()]*?)\\s*from\\s*["']${quoted}["']`,
    "g",
  );
  const names = [...code.matchAll(pattern)].flatMap(([, clause]) => {
    if (clause!.includes("*")) return ["*"];
    const listed = /\{([^}]*)\}/.exec(clause!)?.[1]?.split(",") ?? [];
    const first = clause!.replace(/\{[^}]*\}/, "").replace(/^type\s/, "").replace(",", "").trim();
    return [
      ...(first === "" ? [] : ["default"]),
      ...listed.map((name) => name.trim().replace(/^type\s+/, "").split(/\s+as\s+/)[0]!),
    ];
  });
  return names.length === 0 ? ["*"] : names;
}

/** Names that `code` exports by declaration or by list. */
function exportedNames(code: string): string[] {
  const declared =
    /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|class|const|let|interface|type|enum|namespace)\s+([\w$]+)/gm;
  const listed = /^export\s+(?:type\s+)?\{([^}]*)\}/gm;
  return [
    ...[...code.matchAll(declared)].map((match) => match[1]!),
    ...[...code.matchAll(listed)].flatMap((match) =>
      match[1]!.split(",").map((name) => name.trim().split(/\s+as\s+/).at(-1)!).filter(Boolean)
    ),
  ];
}

/** Runs every part of the check. */
export async function checkArchitecture(root: string): Promise<string[]> {
  const facts = packageFacts(await readPackageFile(root));
  const graph = await readGraph(root, await listFiles(root, [".ts"]));
  const library = new Map([...graph].filter(([file]) => !isTestFile(file)));
  return [
    ...findWrongDirections(graph, facts),
    ...findCycles(library),
    ...findUnreached(library, facts),
    ...await findUnusedExports(root, graph),
  ];
}

if (import.meta.main) {
  report(
    "arch",
    await checkArchitecture(repository),
    "direction, cycles, reach and private exports hold",
  );
}
