/**
 * Measures what `contracts` costs beside checks written by hand and beside other libraries, and prints
 * the tables of `docs/contracts_benchmarks.md`: each goal with the ratio that was found, then the costs
 * themselves. Nothing is timed that has not been seen to accept what is right and to refuse what is
 * wrong.
 *
 * - `--check` makes it a failure to miss a goal by more than the tolerance.
 * - `--write` puts the tables into the page.
 * - Names of groups restrict the run to these: `deno task bench:contracts calls definition`.
 *
 * @module
 */
import { join } from "node:path";
import { measureGroups } from "../measure/measure_groups.ts";
import { LOCK, PAGE } from "./paths.ts";

/** Names and versions of the rivals, as their files give them. */
async function rivals(): Promise<string> {
  const folder = join(import.meta.dirname!, "rivals");
  const found: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(join(folder, name));
    const [, library, version] = text.matchAll(/([a-z-]+)[@ ](\d+\.\d+\.\d+)/g).toArray().at(-1)!;
    found.push(`${library} ${version}`);
  }
  return found.sort().join(", ");
}

if (import.meta.main) {
  await measureGroups({
    folder: join(import.meta.dirname!, "groups"),
    groups: [
      "calls",
      "calls_without_eval",
      "many_classes",
      "many_classes_without_eval",
      "foreign_zod",
      "foreign_arktype",
      "foreign_valibot",
      "async_calls",
      "generators",
      "super_calls",
      "construction",
      "accessors",
      "definition",
      "failures",
      "imports",
      "sizes",
      "registry",
    ],
    lock: LOCK,
    page: PAGE,
    processes: 5,
    notes: [`Rivals: ${await rivals()}.`],
  });
}
