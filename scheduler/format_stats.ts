import type { SchedulerStats } from "./scheduler_stats.ts";

/**
 * Writes the picture of a scheduler as a small table for a terminal or a log.
 *
 * @example The first line counts, the others are workers
 * ```ts
 * import { createScheduler, formatStats, inline } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * await using scheduler = await createScheduler({ executor: inline(), workers: 1 });
 * assert.match(formatStats(scheduler.stats()), /^open: 0 queued, 0 running, 0 done\n/);
 * ```
 *
 * @param stats What `Scheduler.stats()` answered.
 * @returns Lines without a newline at the end.
 */
export function formatStats(stats: SchedulerStats): string {
  const { tasks } = stats;
  const ended = ["failed", "cancelled", "expired", "quarantined"] as const;
  const counts = [
    `${stats.queued} queued`,
    `${stats.running} running`,
    `${tasks.succeeded} done`,
    ...(["blocked", "scheduled", "backoff", ...ended] as const)
      .filter((state) => tasks[state] > 0)
      .map((state) => `${tasks[state]} ${state}`),
  ];
  const faults = [
    `${stats.retries} retries`,
    `${stats.deaths} worker deaths`,
    `${stats.redispatches} sent again`,
    `${stats.staleAnswers} late answers dropped`,
    `${stats.zombies} zombies`,
  ];
  const rows = stats.workers.map((worker) => [
    `#${worker.id}`,
    worker.state,
    worker.taskId === undefined ? "-" : `${worker.taskId} (attempt ${worker.attempt})`,
    `${worker.answered} answered`,
  ]);
  return [
    `${stats.state}: ${counts.join(", ")}`,
    faults.join(", "),
    `workers (${stats.executor}), ${stats.workersWanted} wanted:`,
    ...alignColumns(rows).map((line) => `  ${line}`),
  ].join("\n");
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()
  );
}
