import { formatDuration } from "./_format_duration.ts";
import { oneLine } from "./_one_line.ts";
import type { LeakReport } from "./leak_report.ts";
import type { LeakedResource } from "./leaks.ts";

/**
 * Writes a {@linkcode LeakReport} for people: a heading for each kind of leak, a line for each leak,
 * the code that it comes from at the end of the line.
 *
 * @example The last word of a program
 * ```ts
 * import { formatLeakReport, leakReport, Scope } from "@weir/std/scope";
 * import { ManualClock } from "@weir/std/testing";
 * import assert from "node:assert/strict";
 *
 * const clock = new ManualClock();
 * await using app = new Scope("app", { clock, leaks: { heldMs: 60_000, places: false } });
 * app.defer("lock", () => {});
 * clock.advance(90_000);
 * assert.equal(
 *   formatLeakReport(leakReport(app)),
 *   "Held for too long: 1\n  app/lock  1 min 30 s",
 * );
 * ```
 * @returns Lines without a newline at the end; `No leaks in 3 scopes` if there is nothing to say.
 */
export function formatLeakReport(report: LeakReport): string {
  const { resources, scopes, abandoned, forgotten, watched } = report;
  if (report.ok) {
    return watched === 0
      ? "No scope is watched for leaks: open one with the option leaks"
      : `No leaks in ${counted(watched, "scope")}`;
  }
  const resourceLine = ({ path, resource, heldMs, place }: LeakedResource) =>
    line(`${path}/${resource}`, formatDuration(heldMs), place);
  return [
    ...section("Held for too long", resources.length, 0, resources.map(resourceLine)),
    ...section(
      "Open for too long",
      scopes.length,
      0,
      scopes.map(({ path, openMs, held, place }) =>
        line(path, `${formatDuration(openMs)}, holds ${counted(held, "resource")}`, place)
      ),
    ),
    ...section(
      "Given up and not settled since",
      abandoned.length,
      report.abandonedDropped,
      abandoned.map(({ path, resource, abandonedMs, place }) =>
        line(`${path}/${resource}`, `${formatDuration(abandonedMs)} ago`, place)
      ),
    ),
    ...section(
      "Collected without having been closed",
      forgotten.reduce((sum, { count }) => sum + count, 0),
      report.forgottenDropped,
      forgotten.flatMap(({ path, count, resources, place }) => [
        line(path, count === 1 ? "" : `${count.toLocaleString("en-US")} times`, place),
        ...resources.map((resource) => `    held ${resourceLine(resource).trimStart()}`),
      ]),
    ),
  ].join("\n");
}

function section(
  title: string,
  count: number,
  dropped: number,
  lines: readonly string[],
): string[] {
  if (count + dropped === 0) return [];
  const total = (count + dropped).toLocaleString("en-US");
  const rest = dropped === 0 ? [] : [`  … and ${dropped.toLocaleString("en-US")} more`];
  return [`${title}: ${total}`, ...lines, ...rest];
}

function line(path: string, facts: string, place: string | undefined): string {
  return [`  ${oneLine(path)}`, facts, place].filter((cell) => cell).join("  ");
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
}
