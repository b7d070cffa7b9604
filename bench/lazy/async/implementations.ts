import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { OURS } from "../implementations.ts";
import type { AsyncImplementation } from "./shapes.ts";

/** Name of this package in the tables where a loop of the caller's reads it. */
export const OURS_PULLED: string = `${OURS}, for await`;

/** Files of all implementations, in the order of the tables. */
const FILES: Readonly<Record<string, string>> = {
  [OURS]: "forms/ours.ts",
  [OURS_PULLED]: "forms/ours_pulled.ts",
  "loop with callbacks": "forms/callbacks.ts",
  "async generators": "forms/generators.ts",
  "TransformStream": "forms/transform_streams.ts",
  "streaming-iterables": "../rivals/streaming_iterables.ts",
  "IxJS": "../rivals/ix_async.ts",
  "iter-tools": "../rivals/iter_tools_async.ts",
  "itertools-ts": "../rivals/itertools_ts_async.ts",
  "Effect Stream": "../rivals/effect_stream_async.ts",
};

/** Names of all implementations, in the order of the tables. */
export const IMPLEMENTATIONS: readonly string[] = Object.keys(FILES);

/** Loads what an implementation can run. */
export async function load(name: string): Promise<AsyncImplementation> {
  const path = join(import.meta.dirname!, FILES[name]!);
  const { shapes }: { shapes: AsyncImplementation } = await import(pathToFileURL(path).href);
  return shapes;
}
