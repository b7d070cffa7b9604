import { checkDuration, checkKeys } from "../../_internal/check_option.ts";
import { subtree } from "../engine/abort.ts";
import { nodeOf, type Scope } from "../scope.ts";
import type { AbandonedRelease, ForgottenScope, LeakedResource, LeakedScope } from "./leaks.ts";
import { abandonedReleases } from "./watched_hold.ts";
import { forgottenRoots, openBranches, WatchedScope } from "./watched_scope.ts";

/** Options of {@linkcode leakReport}. */
export interface LeakReportOptions {
  /**
   * Milliseconds after which something is listed; with 0 all that is held and open is.
   *
   * @default the `heldMs` of each scope's own `leaks` option
   */
  readonly heldMs?: number;
}

/** What {@linkcode leakReport} found. */
export interface LeakReport {
  /** Whether nothing was found. */
  readonly ok: boolean;
  /** How many scopes were looked at: those that are open and have the `leaks` option. */
  readonly watched: number;
  /** Resources that have been held for too long, those of a scope in the order of their arrival. */
  readonly resources: readonly LeakedResource[];
  /** Child scopes that have been open for too long, parents before children. */
  readonly scopes: readonly LeakedScope[];
  /** Releases that were given up and have not settled since, the oldest first, at most 1,000. */
  readonly abandoned: readonly AbandonedRelease[];
  /** How many older ones are not listed, in the whole program. */
  readonly abandonedDropped: number;
  /** Scopes that were collected without having been closed; empty in the report of one scope. */
  readonly forgotten: readonly ForgottenScope[];
  /** How many more there were that are not listed. */
  readonly forgottenDropped: number;
}

/**
 * Lists what was not given back, as far as scopes have the `leaks` option: resources held and scopes
 * open for too long, releases that were given up and may still hold something, and roots that were
 * garbage-collected without having been closed.
 *
 * A root is found some time after the collector has met it, if it ever does, and not as long as
 * something leads to it, such as the `signal` it was given or an observer of its own that knows it:
 * the list is for people who look for a fault, not for programs.
 *
 * @example Who holds my connections
 * ```ts
 * import { leakReport, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * await using app = new Scope("app", { leaks: {} });
 * app.child("request").adopt("connection", { close() {} });
 *
 * const [leak] = leakReport(app, { heldMs: 0 }).resources;
 * assert.equal(`${leak?.path} holds ${leak?.resource}`, "app/request holds connection");
 * assert.match(leak?.place ?? "", /^file:.+:\d+:\d+$/);
 * ```
 * @param scope Looks at this scope and below. @default every scope of the program
 * @returns A frozen report.
 * @throws {TypeError} If `scope` is no scope, or an option has the wrong type or does not exist.
 * @throws {RangeError} If `heldMs` is negative.
 */
export function leakReport(scope?: Scope, options: LeakReportOptions = {}): LeakReport {
  const action = "report leaks";
  checkKeys(action, options, ["heldMs"]);
  if (options.heldMs !== undefined) checkDuration(action, "heldMs", options.heldMs);
  const node = scope === undefined ? undefined : nodeOf(action, scope);
  const watched = node === undefined
    ? [...openBranches].flatMap((branch) => branch.subtree())
    : subtree(node).filter(({ state }) => state !== "closed").map(({ leaks }) => leaks)
      .filter((leaks) => leaks instanceof WatchedScope);
  const limitOf = (scope: WatchedScope) => options.heldMs ?? scope.limitMs;
  const resources = watched.flatMap((scope) =>
    [...scope.holds].filter((hold) => hold.heldMs >= limitOf(scope))
      .map((hold) => hold.toLeakedResource())
  );
  const scopes = watched
    .filter((scope) => scope.parent !== undefined && scope.openMs >= limitOf(scope))
    .map((scope) => scope.toLeakedScope());
  const abandoned = [...abandonedReleases.holds]
    .filter(({ holder }) => node === undefined || (holder as WatchedScope).isIn(node.id))
    .map((hold) => hold.toAbandonedRelease());
  const forgotten = node === undefined ? forgottenRoots.toArray() : [];
  return Object.freeze({
    ok: [resources, scopes, abandoned, forgotten].every((found) => found.length === 0),
    watched: watched.length,
    resources: Object.freeze(resources),
    scopes: Object.freeze(scopes),
    abandoned: Object.freeze(abandoned),
    abandonedDropped: abandonedReleases.dropped,
    forgotten: Object.freeze(forgotten),
    forgottenDropped: node === undefined ? forgottenRoots.dropped : 0,
  });
}
