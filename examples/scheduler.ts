// How do I run a graph of heavy tasks over threads that may die?
// deno run --allow-read examples/scheduler.ts   (threads load modules, which takes read access)
import assert from "node:assert/strict";
import { createScheduler, formatStats, taskModule } from "@weir/std/scheduler";
import type { Row } from "./scheduler_tasks.ts";

const tasks = taskModule<typeof import("./scheduler_tasks.ts")>(
  import.meta.resolve("./scheduler_tasks.ts"),
);
const repositories = ["brook", "creek", "delta", "ford", "lock", "river", "sluice", "weir"];

/** The same rows on every run: 20,000 changes by three authors. */
function rowsOf(repository: string): Row[] {
  const authors = ["ada", "grace", "edsger"];
  return Array.from({ length: 20_000 }, (_, i) => ({
    author: authors[(i * repository.length) % 3]!,
    changed: (i * 31 + repository.charCodeAt(0)) % 17,
  }));
}

await using scheduler = await createScheduler({
  workers: 1,
  observers: [(event) => {
    if (event.type === "task" && event.from === "running" && event.to === "ready") {
      console.log(`${event.task}: ${event.reason}, so it is sent to another worker`);
    }
  }],
});

const graph = scheduler.graph();
const reports = repositories.map((repository) =>
  graph.add(repository, tasks.report, { repository, rows: rowsOf(repository) }, { runMs: 30_000 })
);
const merge = graph.add("merge", tasks.merge, reports, (...parts) => parts, { priority: "high" });
const run = graph.submit();

scheduler.scale(2);
console.table(await run.task(merge).result);
console.log(formatStats(scheduler.stats()));

const results = await run.result;
assert.equal(Object.keys(results).length, repositories.length + 1);
assert.equal(run.status().river?.deaths.length, 1);
