import { checkInteger, checkKeys } from "../../_internal/check_option.ts";
import { describeError } from "../engine/describe_error.ts";
import type { Held, ResourceState } from "../engine/held.ts";
import type { ScopeNode, ScopeState } from "../engine/scope_node.ts";
import type { ScopeExit } from "../exit.ts";
import { nodeOf, type Scope } from "../scope.ts";

/** Options of {@linkcode snapshotScope}. */
export interface SnapshotScopeOptions {
  /**
   * Levels of child scopes that are looked into, up to 1,000; what lies deeper is counted.
   *
   * @default {20}
   */
  readonly maxDepth?: number;
}

/** A scope as it stood at one moment; what is not known is missing. */
export interface ScopeSnapshot {
  /** Number of the scope, unique within the program, as in its events. */
  readonly id: number;
  /** Name of the scope. */
  readonly name: string;
  /** Names from the root, joined with `/`; only of the scope that was asked for. */
  readonly path?: string;
  /** `"open"`, `"closing"` or `"closed"`. */
  readonly state: ScopeState;
  /** How its work ended or, while it is open, is known to end. */
  readonly exit?: ScopeExit["status"];
  /** The error that it ended with, in short; left out where that of its parent is the same. */
  readonly error?: string;
  /** How many releases failed or were given up in its close, those of its children included. */
  readonly failedReleases?: number;
  /** Milliseconds it has been open, or was until it began to close. */
  readonly openMs?: number;
  /** Milliseconds it has been closing, or took to close. */
  readonly closeMs?: number;
  /** File, line and column of the code that opened it. */
  readonly place?: string;
  /** What it holds, held and is acquiring, in the order of arrival. */
  readonly resources: readonly ResourceSnapshot[];
  /** How many more resources it held that it does not remember. */
  readonly moreResources?: number;
  /** Its children, in the order of opening. */
  readonly children: readonly ScopeSnapshot[];
  /** How many more children it has or had that it does not remember, or that lie too deep. */
  readonly moreChildren?: number;
}

/** A resource in a {@linkcode ScopeSnapshot}; what is not known is missing. */
export interface ResourceSnapshot {
  /** Number of the acquisition, as in its events. */
  readonly id?: number;
  /** Name of the resource. */
  readonly name: string;
  /** How it stands. */
  readonly state: ResourceState;
  /** Milliseconds that acquiring took, or has been taking. */
  readonly acquireMs?: number;
  /** Milliseconds it has been held, or was. */
  readonly heldMs?: number;
  /** Milliseconds that releasing took, or has been taking. */
  readonly releaseMs?: number;
  /** What went wrong, in short. */
  readonly note?: string;
  /** File, line and column of the code that acquired it. */
  readonly place?: string;
}

/** What `JSON.stringify` can follow wherever it is called. */
export const MAX_DEPTH = 1_000;

/**
 * Takes down how a scope and those below it stand: what they hold and held, in which state, for how
 * long. The result is plain data and frozen all through, for pages and messages of your own;
 * {@linkcode formatScope} draws it.
 *
 * Times are there where a scope keeps a `trace` or has observers, history where it keeps a `trace`: its
 * last 100 closed children and its last 100 ended resources; the others are counted. Places are there
 * where it has the `leaks` option.
 *
 * @example A page of your own
 * ```ts
 * import { snapshotScope, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * await withScope("app", (app) => {
 *   app.defer("farewell", () => {});
 *   const { name, state, resources } = snapshotScope(app);
 *   const rows = resources.map((resource) => `<li>${resource.name}: ${resource.state}`);
 *   assert.equal(`<h1>${name} is ${state}</h1>${rows}`, "<h1>app is open</h1><li>farewell: held");
 * });
 * ```
 * @throws {TypeError} If `scope` is no scope, or an option has the wrong type or does not exist.
 * @throws {RangeError} If `maxDepth` is not an integer from 0 to 1,000.
 */
export function snapshotScope(scope: Scope, options: SnapshotScopeOptions = {}): ScopeSnapshot {
  const action = "take a snapshot of the scope";
  checkKeys(action, options, ["maxDepth"]);
  const maxDepth = checkInteger(action, "maxDepth", options.maxDepth ?? 20, 0, MAX_DEPTH);
  return snapshotOf(nodeOf(action, scope), maxDepth);
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A snapshot that is being made: its children are filled in after it. */
interface Draft {
  readonly node: ScopeNode;
  readonly snapshot: Mutable<ScopeSnapshot> & { readonly children: ScopeSnapshot[] };
  readonly level: number;
}

/** The snapshot of a tree; a loop, so depth is no limit. */
export function snapshotOf(root: ScopeNode, maxDepth: number): ScopeSnapshot {
  const first = draftOf(root, 0);
  first.snapshot.path = root.path;
  const drafts = [first];
  for (let index = 0; index < drafts.length; index++) {
    const { node, snapshot, level } = drafts[index]!;
    const trace = node.options.trace;
    const children = [...(node.closedChildren?.toArray() ?? []), ...node.children.toArray()]
      .sort((a, b) => a.id - b.id);
    let more = trace ? node.closedChildren?.dropped ?? 0 : node.childrenClosed;
    if (level >= maxDepth) more += children.length;
    else {
      for (const child of children) {
        const draft = draftOf(child, level + 1);
        snapshot.children.push(draft.snapshot);
        drafts.push(draft);
      }
    }
    if (more > 0) snapshot.moreChildren = more;
  }
  for (const { snapshot } of drafts) {
    Object.freeze(snapshot.children);
    Object.freeze(snapshot);
  }
  return first.snapshot;
}

function draftOf(node: ScopeNode, level: number): Draft {
  const nowMs = node.traceMs();
  const { openedAtMs, closingAtMs, closedAtMs } = node;
  const ended = node.options.trace
    ? node.ended?.dropped ?? 0
    : node.acquired - (node.rare?.moved ?? 0) - node.held.size;
  const snapshot = {
    id: node.id,
    name: node.name,
    state: node.state,
    ...exitOf(node),
    ...known("failedReleases", node.failures && node.failures.to - node.failures.from),
    ...known("openMs", elapsedMs(openedAtMs, closingAtMs ?? nowMs)),
    ...known("closeMs", elapsedMs(closingAtMs, closedAtMs ?? nowMs)),
    ...known("place", node.leaks?.place),
    resources: Object.freeze(resourcesOf(node).map((held) => resourceOf(held, nowMs))),
    ...known("moreResources", ended === 0 ? undefined : ended),
    children: [],
  };
  return { node, snapshot, level };
}

/** The error that a whole branch ended with is told once, at its root. */
function exitOf({ exit, mark, parent, aborted, abortReason }: ScopeNode): Partial<ScopeSnapshot> {
  const own = exit ?? mark;
  if (aborted && (own === undefined || own.status === "unknown")) {
    return { exit: "aborted", error: describeError(abortReason) };
  }
  if (own === undefined) return {};
  if (!("error" in own)) return { exit: own.status };
  const above = parent?.exit;
  const inherited = above !== undefined && "error" in above && above.error === own.error;
  return { exit: own.status, ...known("error", inherited ? undefined : describeError(own.error)) };
}

/** In the order of arrival. Without a trace there is no history, and what is held is in order. */
function resourcesOf(node: ScopeNode): Held[] {
  const pending = (node.pending?.toArray() ?? []).map(({ held }) => held);
  if (!node.options.trace) return [...node.held.toArray(), ...pending];
  const all = [...(node.ended?.toArray() ?? []), ...node.held.toArray(), ...pending];
  return [...new Set(all)].sort((a, b) =>
    compare(arrivalOf(a), arrivalOf(b)) || (a.detail?.id ?? 0) - (b.detail?.id ?? 0)
  );
}

function arrivalOf({ detail }: Held): number {
  return detail?.arrival ?? Infinity;
}

/** `Infinity` stands for what has not arrived; `Infinity - Infinity` would not be a number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function resourceOf({ name, state, detail }: Held, nowMs: number | undefined): ResourceSnapshot {
  if (detail === undefined) return Object.freeze({ name, state });
  const { id, acquiringAtMs, heldAtMs, releasingAtMs, endedAtMs, note, watched } = detail;
  return Object.freeze({
    id,
    name,
    state,
    ...known("acquireMs", elapsedMs(acquiringAtMs, heldAtMs ?? endedAtMs ?? nowMs)),
    ...known("heldMs", elapsedMs(heldAtMs, releasingAtMs ?? nowMs)),
    ...known("releaseMs", elapsedMs(releasingAtMs, endedAtMs ?? nowMs)),
    ...known("note", note === "" ? undefined : note),
    ...known("place", watched?.place),
  });
}

/** To the microsecond, which is as exact as the clock of the platform. */
function elapsedMs(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  if (fromMs === undefined || toMs === undefined) return undefined;
  return Math.round((toMs - fromMs) * 1_000) / 1_000;
}

function known<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return value === undefined ? {} : { [key]: value } as { [K in Key]?: T };
}
