import { displayWidth } from "./_display_width.ts";
import { formatDuration } from "./_format_duration.ts";
import { oneLine } from "./_one_line.ts";
import type { ResourceSnapshot, ScopeSnapshot } from "./scope_snapshot.ts";

/** One line of the picture, cell by cell. */
interface Row {
  readonly label: string;
  readonly state: string;
  readonly acquire: string;
  readonly held: string;
  readonly release: string;
  readonly note: string;
}

/** Something still to be drawn: a scope, a resource, or how many more there are. */
type Item =
  & { readonly prefix: string; readonly last: boolean; readonly level: number }
  & (
    | { readonly scope: ScopeSnapshot }
    | { readonly resource: ResourceSnapshot }
    | { readonly more: string }
  );

const HEADER = row("", "state", "acquire", "held", "release");

/** Draws a snapshot as a tree; lines without a newline at the end. */
export function formatTree(snapshot: ScopeSnapshot): string {
  const rows = [HEADER, ...rowsOf(snapshot)];
  const label = widest(rows, "label");
  const state = widest(rows, "state");
  const columns = (["acquire", "held", "release"] as const)
    .map((key) => ({ key, width: widest(rows, key) }));
  return rows.map((row) => {
    const cells = columns.map(({ key, width }) => padStart(row[key], width));
    return [padEnd(row.label, label), padEnd(row.state, state), ...cells, row.note]
      .join("  ")
      .trimEnd();
  }).join("\n");
}

/** The rows of a tree, top to bottom; a loop with a stack of its own, so depth is no limit. */
function rowsOf(root: ScopeSnapshot): Row[] {
  const rows: Row[] = [];
  const stack: Item[] = [{ scope: root, prefix: "", last: true, level: 0 }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const branch = item.level === 0 ? "" : item.prefix + (item.last ? "└─ " : "├─ ");
    if ("resource" in item) rows.push(resourceRow(item.resource, branch));
    else if ("more" in item) rows.push(row(branch + item.more));
    else {
      rows.push(scopeRow(item.scope, branch));
      const prefix = item.level === 0 ? "" : item.prefix + (item.last ? "   " : "│  ");
      for (const below of itemsBelow(item.scope, prefix, item.level + 1).reverse()) {
        stack.push(below);
      }
    }
  }
  return rows;
}

/** Resources in the order of arrival, then children in the order of opening: releases go upwards. */
function itemsBelow(scope: ScopeSnapshot, prefix: string, level: number): Item[] {
  const { resources, children, moreResources = 0, moreChildren = 0 } = scope;
  const at = { prefix, last: false, level };
  const items: Item[] = [];
  if (moreResources > 0) items.push({ ...at, more: moreOf(moreResources, "resource") });
  for (const resource of resources) items.push({ ...at, resource });
  if (moreChildren > 0) items.push({ ...at, more: moreOf(moreChildren, "scope") });
  for (const scope of children) items.push({ ...at, scope });
  const last = items.pop();
  return last === undefined ? [] : [...items, { ...last, last: true }];
}

/** How many more there are, on a line of their own. */
export function moreOf(count: number, what: "resource" | "scope"): string {
  return `… and ${count.toLocaleString("en-US")} more ${what}${count === 1 ? "" : "s"}`;
}

function scopeRow(scope: ScopeSnapshot, branch: string): Row {
  const label = branch + oneLine(scope.path ?? scope.name);
  const note = notesOf(scope).map(oneLine).join("; ");
  return row(label, scope.state, "", duration(scope.openMs), duration(scope.closeMs), note);
}

/** How a scope ended, and what went wrong. */
export function notesOf({ exit, error, failedReleases = 0 }: ScopeSnapshot): string[] {
  const notes: string[] = [];
  if (exit !== undefined && exit !== "unknown") {
    notes.push(error === undefined ? exit : `${exit}, ${error}`);
  }
  if (failedReleases > 0) {
    notes.push(`${failedReleases} ${failedReleases === 1 ? "release" : "releases"} failed`);
  }
  return notes;
}

function resourceRow(resource: ResourceSnapshot, branch: string): Row {
  const { name, state, acquireMs, heldMs, releaseMs, note = "" } = resource;
  const times = [acquireMs, heldMs, releaseMs].map(duration) as [string, string, string];
  return row(branch + oneLine(name), state, ...times, oneLine(note));
}

function duration(ms: number | undefined): string {
  return ms === undefined ? "" : formatDuration(ms);
}

function row(label: string, state = "", acquire = "", held = "", release = "", note = ""): Row {
  return { label, state, acquire, held, release, note };
}

function widest(rows: readonly Row[], key: keyof Row): number {
  return rows.reduce((width, row) => Math.max(width, displayWidth(row[key])), 0);
}

function padEnd(text: string, width: number): string {
  return text + " ".repeat(width - displayWidth(text));
}

function padStart(text: string, width: number): string {
  return " ".repeat(width - displayWidth(text)) + text;
}
