/**
 * Measures what `lazy` costs beside loops written by hand and beside other libraries, and prints the
 * tables of `docs/lazy_benchmarks.md`: each goal with the ratio that was found, then the costs
 * themselves. Nothing is timed that has not been seen to give the answer of the loop.
 *
 * - `--check` makes it a failure to miss a goal by more than the tolerance.
 * - `--write` puts the tables into the page.
 * - Names of groups restrict the run to these: `deno task bench:lazy take objects`.
 *
 * @module
 */
import { join } from "node:path";
import { measureGroups } from "../measure/measure_groups.ts";
import { LOCK, PAGE } from "./paths.ts";

/** Names and versions of the rivals, as their files give them. */
async function rivals(): Promise<string> {
  const folder = join(import.meta.dirname!, "rivals");
  const found = new Set<string>();
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(join(folder, name));
    const [, library, version] = text.match(/npm:(@?[a-z./-]+)@(\d+\.\d+\.\d+)/)!;
    found.add(`${library} ${version}`);
  }
  return [...found].sort().join(", ");
}

if (import.meta.main) {
  await measureGroups({
    folder: join(import.meta.dirname!, "groups"),
    groups: [
      "filter_map_reduce",
      "filter_map_reduce_polluted",
      "objects",
      "objects_polluted",
      "pull",
      "pull_polluted",
      "again",
      "again_polluted",
      "take",
      "distinct_ints",
      "distinct_strings",
      "sort_take",
      "sort",
      "sort_objects",
      "sort_numbers",
      "sort_patterns",
      "count_ints",
      "count_strings",
      "sum_by",
      "aggregate",
      "to_array",
      "set_up",
      "page_by_cursor",
      "page_walk",
      "heap_reduce",
      "heap_take",
      "heap_distinct",
      "heap_sort_take",
      "heap_sum_by",
      "heap_chunks",
      "async_reduce",
      "async_reduce_polluted",
      "async_pages",
      "streams_out",
      "streams_out_async",
      "streams_in",
      "concurrency_uniform",
      "concurrency_slow_two_percent",
      "async_heap_reduce",
      "async_heap_take",
      "async_heap_chunks",
      "async_heap_batch",
      "async_heap_concurrent",
    ],
    lock: LOCK,
    page: PAGE,
    processes: 3,
    notes: [`Rivals: ${await rivals()}.`],
  });
}
