import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Implementation } from "./shapes.ts";

/** Files of the libraries, by their names in the tables. */
const LIBRARIES = {
  "IxJS": "rivals/ix.ts",
  "iter-tools": "rivals/iter_tools.ts",
  "itertools-ts": "rivals/itertools_ts.ts",
  "lodash": "rivals/lodash.ts",
  "lazy.js": "rivals/lazy_js.ts",
  "remeda": "rivals/remeda.ts",
  "Effect Iterable": "rivals/effect_iterable.ts",
  "Effect Stream": "rivals/effect_stream.ts",
  "thi.ng transducers": "rivals/transducers.ts",
};

/** Name of this package in the tables. */
export const OURS = "weir";

/** Files of all implementations, in the order of the tables. */
const FILES: Readonly<Record<string, string>> = {
  [OURS]: "ours.ts",
  "loop with callbacks": "forms/callbacks.ts",
  "Array chain": "forms/array.ts",
  "Iterator helpers": "forms/native.ts",
  "generators": "forms/generators.ts",
  ...LIBRARIES,
};

/** Names of the libraries. */
export const RIVALS: readonly string[] = Object.keys(LIBRARIES);

/** Names of all implementations, in the order of the tables. */
export const IMPLEMENTATIONS: readonly string[] = Object.keys(FILES);

/** Those that read arrays only, or loop over them by hand. */
export const NEEDS_ARRAY: readonly string[] = [
  "loop with callbacks",
  "Array chain",
  "lodash",
  "lazy.js",
  "remeda",
  "Effect Stream",
];

/** Loads what an implementation can run. */
export async function load(name: string): Promise<Implementation> {
  const path = join(import.meta.dirname!, FILES[name]!);
  const { shapes }: { shapes: Implementation } = await import(pathToFileURL(path).href);
  return shapes;
}
