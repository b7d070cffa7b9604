import { checkInteger, checkKeys } from "../../_internal/check_option.ts";
import { type TreeRow, treeRows } from "./_tree_rows.ts";
import { nodeOf, type Scope } from "../scope.ts";

/** Options of {@linkcode formatScope}. */
export interface FormatScopeOptions {
  /**
   * Levels of child scopes that are drawn; what lies deeper is counted.
   *
   * @default {20}
   */
  readonly maxDepth?: number;
}

const HEADER: TreeRow = {
  label: "",
  state: "state",
  acquire: "acquire",
  held: "held",
  release: "release",
  note: "",
};

/**
 * Draws a scope as a tree: what it holds and held, in which state, and how long acquiring, holding
 * and releasing took. It can be asked at any time, also after the scope has closed.
 *
 * In each scope resources come first, in the order of their arrival, then children: read upwards, a
 * tree is the order of release. A scope remembers its last 100 closed children and its last 100 ended
 * resources; the others are counted.
 *
 * @example What happened
 * ```ts
 * import { formatScope, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const app = new Scope("app", { trace: true });
 * app.defer("farewell", () => {});
 * await app.child("request").close();
 * await app.close();
 *
 * const names = formatScope(app).split("\n").map((line) => line.split(/ {2,}/)[0]);
 * assert.deepEqual(names, ["", "app", "├─ farewell", "└─ request"]);
 * ```
 * @returns Lines without a newline at the end.
 * @throws {RangeError} If `maxDepth` is not an integer from 0.
 */
export function formatScope(scope: Scope, options: FormatScopeOptions = {}): string {
  const action = "format the scope";
  checkKeys(action, options, ["maxDepth"]);
  const maxDepth = checkInteger(action, "maxDepth", options.maxDepth ?? 20, 0);
  const rows = [HEADER, ...treeRows(nodeOf(action, scope), maxDepth)];
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

function widest(rows: readonly TreeRow[], key: keyof TreeRow): number {
  return rows.reduce((width, row) => Math.max(width, widthOf(row[key])), 0);
}

function padEnd(text: string, width: number): string {
  return text + " ".repeat(width - widthOf(text));
}

function padStart(text: string, width: number): string {
  return " ".repeat(width - widthOf(text)) + text;
}

/** Code points; the platform does not tell how wide a terminal draws them. */
function widthOf(text: string): number {
  return [...text].length;
}
