import { describeError, plainText } from "../engine/describe_error.ts";
import { formatDuration } from "./_format_duration.ts";
import type { Held, HeldDetail } from "../engine/held.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import type { ScopeExit } from "../exit.ts";

/** One line of the picture, cell by cell. */
export interface TreeRow {
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
    | { readonly scope: ScopeNode }
    | { readonly resource: Held; readonly nowMs: number }
    | { readonly more: string }
  );

/** The rows of a tree, top to bottom; a loop with a stack of its own, so depth is no limit. */
export function treeRows(root: ScopeNode, maxDepth: number): TreeRow[] {
  const rows: TreeRow[] = [];
  const stack: Item[] = [{ scope: root, prefix: "", last: true, level: 0 }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const branch = item.level === 0 ? "" : item.prefix + (item.last ? "└─ " : "├─ ");
    if ("resource" in item) rows.push(resourceRow(item.resource, branch, item.nowMs));
    else if ("more" in item) rows.push(row(branch + item.more));
    else {
      rows.push(scopeRow(item.scope, item.level === 0 ? item.scope.path : item.scope.name, branch));
      const prefix = item.level === 0 ? "" : item.prefix + (item.last ? "   " : "│  ");
      const items = itemsBelow(item.scope, prefix, item.level + 1, maxDepth);
      for (const below of items.reverse()) stack.push(below);
    }
  }
  return rows;
}

/** Resources in the order of arrival, then children in the order of opening: releases go upwards. */
function itemsBelow(node: ScopeNode, prefix: string, level: number, maxDepth: number): Item[] {
  const children = [...(node.closedChildren?.toArray() ?? []), ...node.children.toArray()];
  const resources = [
    ...(node.ended?.toArray() ?? []),
    ...node.held.toArray(),
    ...(node.pending?.toArray() ?? []).map((pending) => pending.held),
  ];
  const items: Item[] = [];
  const at = { prefix, last: false, level };
  const nowMs = node.nowMs();
  const inOrder = [...new Set(resources)].sort((a, b) =>
    compare(arrivalOf(a), arrivalOf(b), (a.detail?.id ?? 0) - (b.detail?.id ?? 0))
  );
  const droppedResources = node.ended?.dropped ?? 0;
  if (droppedResources > 0) items.push({ ...at, more: moreOf(droppedResources, "resource") });
  for (const resource of inOrder) items.push({ ...at, resource, nowMs });
  const droppedChildren = node.closedChildren?.dropped ?? 0;
  if (level > maxDepth) {
    const below = children.length + droppedChildren;
    if (below > 0) items.push({ ...at, more: moreOf(below, "scope") });
  } else {
    if (droppedChildren > 0) items.push({ ...at, more: moreOf(droppedChildren, "scope") });
    for (const scope of children.sort((a, b) => a.id - b.id)) items.push({ ...at, scope });
  }
  const last = items.pop();
  return last === undefined ? [] : [...items, { ...last, last: true }];
}

/** Without a trace there is no history, and what is held is in order by itself. */
function arrivalOf(held: Held): number {
  return held.detail?.arrival ?? Infinity;
}

/** `Infinity` stands for what has not arrived; `Infinity - Infinity` would not be a number. */
function compare(a: number, b: number, equal: number): number {
  return a === b ? equal : a < b ? -1 : 1;
}

function moreOf(count: number, what: string): string {
  return `… and ${count.toLocaleString("en-US")} more ${what}${count === 1 ? "" : "s"}`;
}

function scopeRow(node: ScopeNode, name: string, branch: string): TreeRow {
  const nowMs = node.nowMs();
  const exit = node.exit ?? node.mark;
  const failed = node.failures === undefined ? 0 : node.failures.to - node.failures.from;
  const notes: string[] = [];
  if (exit !== undefined && exit.status !== "unknown") {
    // An error that the whole branch ended with is told once, at its root.
    const inherited = node.parent?.exit !== undefined && sameError(node.parent.exit, exit);
    const tell = "error" in exit && !inherited;
    notes.push(tell ? `${exit.status}, ${describeError(exit.error)}` : exit.status);
  } else if (node.aborted) notes.push(`aborted, ${describeError(node.abortReason)}`);
  if (failed > 0) notes.push(`${failed} ${failed === 1 ? "release" : "releases"} failed`);
  return row(
    branch + plainText(name),
    node.state,
    "",
    node.openedAtMs === undefined
      ? ""
      : formatDuration((node.closingAtMs ?? nowMs) - node.openedAtMs),
    node.closingAtMs === undefined
      ? ""
      : formatDuration((node.closedAtMs ?? nowMs) - node.closingAtMs),
    notes.join("; "),
  );
}

function sameError(one: ScopeExit, other: ScopeExit): boolean {
  return "error" in one && "error" in other && one.error === other.error;
}

const NO_DETAIL: Partial<HeldDetail> & { readonly note: string } = { note: "" };

function resourceRow(held: Held, branch: string, nowMs: number): TreeRow {
  const { acquiringAtMs, heldAtMs, releasingAtMs, endedAtMs, note } = held.detail ?? NO_DETAIL;
  const acquiredAtMs = heldAtMs ?? endedAtMs ?? nowMs;
  return row(
    branch + plainText(held.name),
    held.state,
    acquiringAtMs === undefined ? "" : formatDuration(acquiredAtMs - acquiringAtMs),
    heldAtMs === undefined ? "" : formatDuration((releasingAtMs ?? nowMs) - heldAtMs),
    releasingAtMs === undefined ? "" : formatDuration((endedAtMs ?? nowMs) - releasingAtMs),
    note,
  );
}

function row(label: string, state = "", acquire = "", held = "", release = "", note = ""): TreeRow {
  return { label, state, acquire, held, release, note };
}
