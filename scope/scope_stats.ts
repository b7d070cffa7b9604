import { NOTHING_RARE, type ScopeNode } from "./engine/scope_node.ts";

/** What a scope answers when asked how it stands; its children answer for themselves. */
export interface ScopeStats {
  /** `"open"`, `"closing"` or `"closed"`. */
  readonly state: "open" | "closing" | "closed";
  /** Milliseconds from opened to now, or to closed; `undefined` where no trace is kept. */
  readonly ageMs: number | undefined;
  /** Child scopes that are not closed. */
  readonly children: number;
  /** Child scopes that are closed. */
  readonly childrenClosed: number;
  /** Resources that are being acquired, or came too late and are being released. */
  readonly acquiring: number;
  /** Resources that are held now. */
  readonly held: number;
  /** Resources that were held at any time. */
  readonly acquired: number;
  /** Acquisitions that threw, timed out or were cancelled. */
  readonly acquireFailed: number;
  /** Tries that failed and were followed by another. */
  readonly retries: number;
  /** Resources that were handed over to another scope. */
  readonly moved: number;
  /** Releases that went well, late ones included. */
  readonly released: number;
  /** Releases that threw. */
  readonly releaseFailed: number;
  /** Releases that were given up as they did not settle in time. */
  readonly abandoned: number;
  /** Resources that were released later than they should have been. */
  readonly lateReleased: number;
  /** Errors that observers threw. */
  readonly observerErrors: number;
}

/** Takes the snapshot. */
export function statsOf(node: ScopeNode): ScopeStats {
  return Object.freeze({
    state: node.state,
    ageMs: node.openedAtMs === undefined
      ? undefined
      : (node.closedAtMs ?? node.nowMs()) - node.openedAtMs,
    children: node.children.size,
    childrenClosed: node.childrenClosed,
    acquiring: node.pending?.size ?? 0,
    held: node.held.size,
    acquired: node.acquired,
    released: node.released,
    ...(node.rare ?? NOTHING_RARE),
    observerErrors: (node.rare?.observerErrors ?? 0) + (node.leaks?.observerErrors ?? 0),
  });
}
