import type { Clock } from "../../_internal/clock.ts";
import { Chain, type Link } from "./chain.ts";
import type { Held } from "./held.ts";
import { HeldSet } from "./held_set.ts";
import { History } from "./history.ts";
import { type ReleaseFailure, ScopeClosedError } from "../errors.ts";
import type { ScopeObserver } from "../events.ts";
import type { ScopeExit } from "../exit.ts";

/** Where a scope stands: it goes from the left to the right and never back. */
export type ScopeState = "open" | "closing" | "closed";

/** An acquisition whose value has not arrived, or is being released because it came too late. */
export interface PendingAcquire {
  readonly held: Held;
  /** Rejects the caller and aborts the resource's signal. */
  cancel(reason: unknown): void;
  /** Stops waiting for it; a value that still arrives is released all the same. */
  letGo(): void;
}

/** A close under way over a scope and everything below it. */
export interface CloseUnderWay {
  readonly root: ScopeNode;
  /** Sets the time that is left for one of its scopes and what is below; never puts its end off. */
  shorten(node: ScopeNode, timeoutMs: number): void;
}

/** What a scope and its children share of their options. */
export interface NodeOptions {
  readonly clock: Clock;
  readonly observers: readonly ScopeObserver[];
  readonly releaseTimeoutMs: number;
  readonly closeTimeoutMs: number;
}

/** Some of the failures of a close; a stretch, as a deep tree would copy the list at every level. */
export interface FailureStretch {
  readonly list: readonly ReleaseFailure[];
  readonly from: number;
  readonly to: number;
}

let lastId = 0;

/**
 * The state behind a `Scope`. It is apart from the class so that closing, acquiring and drawing each
 * live in a file of their own; what is rarely needed is made when it is.
 */
export class ScopeNode implements Link<ScopeNode> {
  readonly id: number = ++lastId;
  readonly name: string;
  readonly parent: ScopeNode | undefined;
  readonly options: NodeOptions;
  readonly openedAtMs: number;
  state: ScopeState = "open";

  readonly children: Chain<ScopeNode> = new Chain();
  readonly held: HeldSet = new HeldSet();
  pending: Set<PendingAcquire> | undefined;
  /** Is called when the last pending acquisition is gone. */
  onIdle: (() => void) | undefined;
  closedChildren: History<ScopeNode> | undefined;
  ended: History<Held> | undefined;

  aborted = false;
  abortReason: unknown;
  controller: AbortController | undefined;

  /** What `succeed()` or `fail()` said. */
  mark: ScopeExit | undefined;
  /** A function given to `withScope` is running in it; resolves when that has ended. */
  body: PromiseWithResolvers<void> | undefined;
  exit: ScopeExit | undefined;
  closing: CloseUnderWay | undefined;
  /** Latest end of a close, in monotonic time; never later than the parent's in the same close. */
  closeByMs: number = Infinity;
  closingAtMs: number | undefined;
  closedAtMs: number | undefined;
  /** Where its failures begin in the list of the close that goes through it. */
  failuresFrom = 0;
  /** What went wrong while it closed: a stretch of the list of the close that went through it. */
  failures: FailureStretch | undefined;
  /** What they add up to, made when first asked for. */
  closeError: { readonly error: unknown } | undefined;
  closePromise: PromiseWithResolvers<void> | undefined;
  /** Are called as the scope closes, before anyone who waits for that goes on; must not throw. */
  onClosed: (() => void)[] | undefined;
  /** Failures of releases that no close was there to hear of. */
  unreported: ReleaseFailure[] | undefined;

  acquired = 0;
  acquireFailed = 0;
  released = 0;
  releaseFailed = 0;
  abandoned = 0;
  lateReleased = 0;
  childrenClosed = 0;
  observerErrors = 0;

  older: ScopeNode | undefined = undefined;
  newer: ScopeNode | undefined = undefined;

  constructor(name: string, parent: ScopeNode | undefined, options: NodeOptions) {
    this.name = name;
    this.parent = parent;
    this.options = options;
    this.openedAtMs = options.clock.monotonic();
    if (parent !== undefined) {
      this.aborted = parent.aborted;
      this.abortReason = parent.abortReason;
      parent.children.add(this);
    }
  }

  get observed(): boolean {
    return this.options.observers.length > 0;
  }

  /** Names from the root, joined with `/`; written on demand, as deep trees have long ones. */
  get path(): string {
    const names = [this.name];
    for (let node = this.parent; node !== undefined; node = node.parent) names.push(node.name);
    return names.reverse().join("/");
  }

  nowMs(): number {
    return this.options.clock.monotonic();
  }

  /** Refuses to go on once the scope has begun to close. */
  assertOpen(action: string): void {
    if (this.state !== "open") throw new ScopeClosedError(this.path, action);
  }

  addPending(pending: PendingAcquire): void {
    this.pending ??= new Set();
    this.pending.add(pending);
  }

  removePending(pending: PendingAcquire): void {
    if (this.pending?.delete(pending) && this.pending.size === 0) this.onIdle?.();
  }

  remember(held: Held): void {
    if (held.remembered) return;
    held.remembered = true;
    this.ended ??= new History();
    this.ended.add(held);
  }

  /** Moves a child that has closed to the history. */
  forget(child: ScopeNode): void {
    this.children.remove(child);
    this.childrenClosed++;
    this.closedChildren ??= new History();
    this.closedChildren.add(child);
  }
}
