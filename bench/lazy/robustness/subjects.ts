import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Subject } from "./subject.ts";

/** Files of the libraries that do work on several items at once, in the order of the rows. */
const FILES: readonly string[] = [
  "../async/forms/ours.ts",
  "../rivals/streaming_iterables.ts",
  "../rivals/ix_async.ts",
  "../rivals/effect_stream_async.ts",
  "../rivals/iter_tools_async.ts",
];

/** Loads all of them. */
export async function loadSubjects(): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  for (const file of FILES) {
    const path = join(import.meta.dirname!, file);
    const module: { subjects: readonly Subject[] } = await import(pathToFileURL(path).href);
    subjects.push(...module.subjects);
  }
  return subjects;
}
