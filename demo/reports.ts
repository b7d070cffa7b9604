import {
  createScheduler,
  formatStats,
  type GraphNode,
  type SchedulerEvent,
  taskModule,
} from "@weir/std/scheduler";
import { defineResource, type Scope } from "@weir/std/scope";
import type { StoreSource } from "./backends.ts";
import { count } from "./progress.ts";
import type { Report } from "./report_tasks.ts";
import type { Service } from "./service.ts";

const tasks = taskModule<typeof import("./report_tasks.ts")>(
  import.meta.resolve("./report_tasks.ts"),
);

/**
 * Makes one report for each repository over Web Workers, and one that depends on all of them. It
 * begins with one worker and gets a second while it runs; one worker dies half-way in its task.
 */
export async function makeReports(
  app: Scope,
  { signal }: Service,
  source: StoreSource,
  repositories: readonly string[],
): Promise<void> {
  const reporting = app.child("reporting");
  const narrate = (event: SchedulerEvent) => {
    const line = describe(event);
    if (line !== undefined) console.log(`  ${line}`);
  };
  const scheduler = await reporting.acquire(defineResource({
    name: "scheduler (Web Workers)",
    acquire: () =>
      createScheduler({
        workers: { min: 1, max: 2 },
        heartbeat: { everyMs: 200, lostAfterMs: 2_000 },
        observers: [narrate],
      }),
    release: (scheduler) => scheduler[Symbol.asyncDispose](),
  }));

  const graph = scheduler.graph();
  const parts: GraphNode<Report>[] = repositories.map((repository, index) =>
    graph.add(`report ${repository}`, tasks.report, {
      source,
      repository,
      dieHalfWay: index === Math.floor(repositories.length / 2),
    }, { priority: index === 0 ? "high" : "normal" })
  );
  const merged = graph.add("merge", tasks.merge, parts, (...reports) => reports);
  const run = graph.submit({ signal });
  if (parts[0] !== undefined) await run.task(parts[0]).result;
  scheduler.scale(2);
  console.log("  scaled from 1 worker to 2");
  const { reports } = await run.task(merged).result;

  console.log(`\n${formatStats(scheduler.stats()).replace(/^/gm, "  ")}\n`);
  console.log("  Mean payload by repository (95 % confidence, 2,000 bootstrap resamples)");
  for (const { repository, events, meanBytes, marginBytes } of reports.slice(0, 5)) {
    const mean = `${count(meanBytes)} ± ${count(marginBytes)} bytes`;
    console.log(`    ${repository.padEnd(40)}${count(events).padStart(7)} events   ${mean}`);
  }
  await reporting.close({ status: "success" });
}

/** The events that a reader of the demo wants to see. */
function describe(event: SchedulerEvent): string | undefined {
  if (event.type === "worker" && event.from === "busy" && event.to === "ending") {
    return `worker ${event.workerId} died in its task: ${event.reason}`;
  }
  if (event.type === "worker" && event.from === undefined) {
    return `worker ${event.workerId} is started`;
  }
  if (event.type === "task" && event.to === "running" && event.attempt > 1) {
    return `"${event.task}" runs again, on worker ${event.workerId}: attempt ${event.attempt}`;
  }
  return undefined;
}
