import type { Scope, ScopeExit } from "../../mod.ts";

/** Stands for a `ScopeClosedError` in an exit that is expected. */
export const CLOSED: unique symbol = Symbol("a ScopeClosedError");

/** An exit that a release may be told. */
export interface ExpectedExit {
  readonly status: ScopeExit["status"];
  readonly error?: unknown;
}

/** The exit of a body that runs on while its scope is closed over its head. */
const CUT_SHORT: ExpectedExit = { status: "aborted", error: CLOSED };

/** Limits of a scope. */
export interface PlaceLimits {
  readonly releaseTimeoutMs: number;
  readonly closeTimeoutMs: number;
}

/**
 * A scope, and what the outside knows of it: what it was told, who closes it, by when it must be
 * closed, and how it is to end.
 */
export class Place {
  readonly name: string;
  readonly scope: Scope;
  readonly parent: Place | undefined;
  readonly limits: PlaceLimits;
  readonly children: Place[] = [];
  /** Children that ended before anyone saw them. */
  unseen = 0;
  controller: AbortController | undefined = undefined;
  aborted: { readonly reason: unknown; readonly at: number } | undefined;
  mark: ExpectedExit | undefined = undefined;
  /** The scope's own signal, once somebody has looked. */
  signal: AbortSignal | undefined = undefined;

  /** Ends the function that `withScope` runs in it. */
  endBody: ((end: BodyEnd) => void) | undefined = undefined;
  bodyEnd: BodyEnd | undefined = undefined;
  #bodyEndMs = Infinity;
  #bodyExits: readonly ExpectedExit[] = [];

  /** The scope whose close closes this one. */
  #closer: Place | undefined = undefined;
  #exits: readonly ExpectedExit[] = [];
  /** When somebody asked for the close, where that was not the end of a body. */
  closingAt: number = Infinity;
  closingMs: number = Infinity;
  /** Latest end of the close. */
  dueMs: number = Infinity;
  /** When it was closed, and when it was last seen not to be. */
  closedMs: number = Infinity;
  aliveAt = 0;
  /** What `close()` returns. */
  promise: Promise<void> | undefined = undefined;
  /** When that promise had settled. */
  closedAt: number = Infinity;
  closeFailure: { readonly error: unknown } | undefined = undefined;

  constructor(name: string, scope: Scope, parent: Place | undefined, limits: PlaceLimits) {
    this.name = name;
    this.scope = scope;
    this.parent = parent;
    this.limits = limits;
    this.aborted = parent?.aborted;
    parent?.children.push(this);
  }

  get isOpen(): boolean {
    return this.scope.state === "open";
  }

  /** Its body is over, or one above it, so that it closes in a moment. */
  get isEnding(): boolean {
    return this.isOpen && (this.bodyEnd !== undefined || this.parent?.isEnding === true);
  }

  /** The scopes from the root to this one. */
  get branch(): Place[] {
    return this.parent === undefined ? [this] : [...this.parent.branch, this];
  }

  get path(): string {
    return this.parent === undefined ? this.name : `${this.parent.path}/${this.name}`;
  }

  /** The scope is told to stop, and so is everything below. */
  abort(reason: unknown, at: number): void {
    this.aborted ??= { reason, at };
    for (const child of this.children) child.abort(reason, at);
  }

  /** The scope is about to be closed, and with it what is open below. */
  startClose(exit: ExpectedExit | undefined, at: number, atMs: number): void {
    this.closingMs = atMs;
    this.closingAt = at;
    this.#shut(this, [exit ?? this.#ownExit() ?? { status: "unknown" }]);
  }

  #shut(closer: Place, exits: readonly ExpectedExit[]): void {
    this.#closer = closer;
    this.#exits = exits;
    this.closingAt = closer.closingAt;
    this.closingMs = closer.closingMs;
    for (const child of this.children) {
      if (child.isOpen) child.#shut(closer, child.#inherited(exits));
    }
  }

  /** The earliest end that was ever set for a close that this scope is part of. */
  get deadlineMs(): number {
    return Math.min(this.dueMs, this.parent?.deadlineMs ?? Infinity);
  }

  /** The body is about to end: the scope closes itself in a moment, unless somebody else is first. */
  startBodyEnd(end: BodyEnd, atMs: number): void {
    void this.closer;
    this.bodyEnd = end;
    this.#bodyEndMs = atMs;
    this.#bodyExits = [this.#exitOf(end)];
  }

  /** The scope whose close closes this one; a close by the end of a body is noticed here. */
  get closer(): Place | undefined {
    if (this.#closer !== undefined || this.isOpen) return this.#closer;
    if (this.bodyEnd !== undefined) {
      this.#closer = this;
      this.dueMs = Math.min(this.dueMs, this.#bodyEndMs + this.limits.closeTimeoutMs);
      // Something may have been said between the end of the body and the close.
      this.#exits = [...this.#bodyExits, this.#exitOf(this.bodyEnd)];
    } else {
      this.#closer = this.parent!.closer;
      const inherited = this.endBody === undefined ? this.parent!.exits : [CUT_SHORT];
      this.#exits = [...this.#inherited(this.parent!.exits), ...inherited];
    }
    return this.#closer;
  }

  /** What releases may be told. */
  get exits(): readonly ExpectedExit[] {
    void this.closer;
    return this.#exits;
  }

  #ownExit(): ExpectedExit | undefined {
    if (this.mark !== undefined) return this.mark;
    if (this.aborted !== undefined) return { status: "aborted", error: this.aborted.reason };
    return undefined;
  }

  #inherited(exits: readonly ExpectedExit[]): readonly ExpectedExit[] {
    const own = this.#ownExit();
    if (own !== undefined) return [own];
    return this.endBody === undefined ? exits : [CUT_SHORT];
  }

  #exitOf(end: BodyEnd): ExpectedExit {
    if (!("error" in end)) return this.mark ?? { status: "success" };
    const isObeying = this.aborted !== undefined &&
      (end.error === this.aborted.reason || (end.error as Error).name === "AbortError");
    return { status: isObeying ? "aborted" : "failure", error: end.error };
  }
}

/** How the function that `withScope` runs comes to its end. */
export type BodyEnd = { readonly value: unknown } | { readonly error: unknown };
