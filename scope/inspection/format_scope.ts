import { checkInteger, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { formatMermaid } from "./_format_mermaid.ts";
import { formatTree } from "./_format_tree.ts";
import { nodeOf, type Scope } from "../scope.ts";
import { MAX_DEPTH, type ScopeSnapshot, snapshotOf } from "./scope_snapshot.ts";

/** Options of {@linkcode formatScope}. */
export interface FormatScopeOptions {
  /**
   * `"tree"` for terminals and logs, `"json"` for programs (a {@linkcode ScopeSnapshot}, indented),
   * `"mermaid"` for pages that draw Mermaid flowcharts.
   *
   * @default {"tree"}
   */
  readonly format?: "tree" | "json" | "mermaid";
  /**
   * Levels of child scopes that are drawn, up to 1,000; what lies deeper is counted.
   *
   * @default {20}
   */
  readonly maxDepth?: number;
}

const FORMATS: Readonly<
  Record<NonNullable<FormatScopeOptions["format"]>, (snapshot: ScopeSnapshot) => string>
> = {
  tree: formatTree,
  json: (snapshot) => JSON.stringify(snapshot, undefined, 2),
  mermaid: formatMermaid,
};

/**
 * Draws a scope: what it holds and held, in which state, and how long acquiring, holding and releasing
 * took. It can be asked at any time, also after the scope has closed.
 *
 * In each scope resources come first, in the order of their arrival, then children: read upwards, a
 * tree is the order of release. Times are there where the scope keeps a `trace` or has observers,
 * history where it keeps a `trace`: its last 100 closed children and its last 100 ended resources. The
 * others are counted.
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
 *
 * @example A diagram for a page or an issue
 * ```ts
 * import { formatScope, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * await using app = new Scope("app");
 * app.child("request");
 * const diagram = formatScope(app, { format: "mermaid" });
 * assert.match(diagram, /^flowchart LR\n {2}n0\("app<br\/>open"\)\n {2}n1\("request<br\/>open"\)/);
 * ```
 * @returns Lines without a newline at the end.
 * @throws {TypeError} If `format` is none of the three.
 * @throws {RangeError} If `maxDepth` is not an integer from 0 to 1,000.
 */
export function formatScope(scope: Scope, options: FormatScopeOptions = {}): string {
  const action = "format the scope";
  checkKeys(action, options, ["format", "maxDepth"]);
  const { format = "tree" } = options;
  const maxDepth = checkInteger(action, "maxDepth", options.maxDepth ?? 20, 0, MAX_DEPTH);
  if (!Object.hasOwn(FORMATS, format)) {
    const rule = `one of ${Object.keys(FORMATS).join(", ")}`;
    throw new TypeError(optionMessage(action, "format", rule, format));
  }
  return FORMATS[format](snapshotOf(nodeOf(action, scope), maxDepth));
}
