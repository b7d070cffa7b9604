import assert from "node:assert/strict";
import { createScheduler, formatStats, inline, taskModule } from "./mod.ts";

Deno.test("formatStats() shows counts, faults and one aligned line per worker", async () => {
  const module = { wait: (): Promise<never> => new Promise(() => {}) };
  const tasks = taskModule<typeof module>("memory:tasks");
  const executor = inline({ modules: { "memory:tasks": module } });
  await using scheduler = await createScheduler({ executor, workers: 2, graceMs: 0 });
  scheduler.submit(tasks.wait, undefined);
  await scheduler.submit(tasks.wait, undefined, { delayMs: 60_000 }).cancel();
  assert.equal(
    formatStats(scheduler.stats()),
    [
      "open: 0 queued, 1 running, 0 done, 1 cancelled",
      "0 retries, 0 worker deaths, 0 sent again, 0 late answers dropped, 0 zombies",
      "workers (inline), 2 wanted:",
      "  #1  busy  task-1 (attempt 1)  0 answered",
      "  #2  idle  -                   0 answered",
    ].join("\n"),
  );
});
