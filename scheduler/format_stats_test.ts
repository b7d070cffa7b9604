import assert from "node:assert/strict";
import { createScheduler, formatStats, inline, type SchedulerStats, taskModule } from "./mod.ts";

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
      "faults: none",
      '2 workers (2 wanted) of executor "inline":',
      "  worker  state  task                answered",
      "  #1      busy   task-1 (attempt 1)  0",
      "  #2      idle   -                   0",
    ].join("\n"),
  );
});

Deno.test("formatStats() names the faults there are, one of a kind in the singular", async () => {
  await using scheduler = await createScheduler({ executor: inline(), workers: 1 });
  const stats = scheduler.stats();
  const faults = (counts: Partial<SchedulerStats>) =>
    formatStats({ ...stats, ...counts }).split("\n")[1];
  const one = { retries: 1, deaths: 1, redispatches: 1, staleAnswers: 1, zombies: 1 };
  assert.equal(
    faults(one),
    "faults: 1 retry, 1 worker death, 1 task sent again, 1 late answer dropped, 1 zombie",
  );
  assert.equal(faults({ deaths: 2, zombies: 3 }), "faults: 2 worker deaths, 3 zombies");
  assert.match(formatStats(stats), /^1 worker \(1 wanted\) of executor "inline":$/m);
});
