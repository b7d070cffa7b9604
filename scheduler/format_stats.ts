import type { SchedulerStats } from "./scheduler_stats.ts";

const HEADER = ["worker", "state", "task", "answered"];

/**
 * Writes the picture of a scheduler as a small table for a terminal or a log: how many tasks stand
 * where, what went wrong, and what each worker does; `answered` counts its attempts that ended.
 *
 * @example The first line counts tasks, the second faults, the others are workers
 * ```ts
 * import { createScheduler, formatStats, inline } from "@weir/std/scheduler";
 * import assert from "node:assert/strict";
 *
 * await using scheduler = await createScheduler({ executor: inline(), workers: 1 });
 * assert.match(formatStats(scheduler.stats()), /^open: 0 queued, 0 running, 0 done\nfaults: none\n/);
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
  const rows = stats.workers.map((worker) => [
    `#${worker.id}`,
    worker.state,
    worker.taskId === undefined ? "-" : `${worker.taskId} (attempt ${worker.attempt})`,
    `${worker.answered}`,
  ]);
  const workers = countOf(stats.workers.length, "worker", "workers");
  return [
    `${stats.state}: ${counts.join(", ")}`,
    `faults: ${faultsOf(stats).join(", ") || "none"}`,
    `${workers} (${stats.workersWanted} wanted) of executor "${stats.executor}":`,
    ...alignColumns([HEADER, ...rows]).map((line) => `  ${line}`),
  ].join("\n");
}

function faultsOf(stats: SchedulerStats): string[] {
  const faults: [count: number, one: string, many: string][] = [
    [stats.retries, "retry", "retries"],
    [stats.deaths, "worker death", "worker deaths"],
    [stats.redispatches, "task sent again", "tasks sent again"],
    [stats.staleAnswers, "late answer dropped", "late answers dropped"],
    [stats.zombies, "zombie", "zombies"],
  ];
  return faults.filter(([count]) => count > 0).map((fault) => countOf(...fault));
}

function countOf(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
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
