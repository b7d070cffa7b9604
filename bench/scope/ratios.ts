/**
 * Measures what `scope` costs beside the forms it replaces and prints the tables of
 * `docs/scope_benchmarks.md`: each goal with the ratio that was found, then the costs themselves.
 *
 * - `--check` makes it a failure to miss a goal by more than the tolerance.
 * - `--write` puts the tables into the page.
 * - Names of groups restrict the run to these: `deno task bench:scope one_resource tcp`.
 *
 * @module
 */
import { join } from "node:path";
import { measureGroups } from "../measure/measure_groups.ts";
import { LOCK, PAGE } from "./paths.ts";

if (import.meta.main) {
  await measureGroups({
    folder: join(import.meta.dirname!, "ratios/groups"),
    groups: [
      "one_resource",
      "many_resources",
      "nesting",
      "limits",
      "tcp",
      "retained_bytes",
      "closed_children",
    ],
    lock: LOCK,
    page: PAGE,
  });
}
