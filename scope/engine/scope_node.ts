import type { Clock } from "../../_internal/clock.ts";
import { type ReleaseFailure, ScopeClosedError } from "../errors.ts";
import type { ScopeObserver } from "../events.ts";
import type { ScopeExit } from "../exit.ts";
import { Chain, type Link } from "./chain.ts";
import type { Held } from "./held.ts";
import { HeldIndex } from "./held_index.ts";
import { History } from "./history.ts";
import type { WallTime } from "./wall_time.ts";

/** Where a scope stands: it goes from the left to the right and never back. */
export type ScopeState = "open" | "closing" | "closed";

/** An acquisition whose value has not arrived, or is being released because it came too late. */
export interface PendingAcquire extends Link<PendingAcquire> {
  readonly held: Held;
  /** The scope waits for it. */
  waiting: boolean;
  /** Rejects the caller and aborts the resource's signal. */
  cancel(reason: unknown): void;
  /** Stops waiting for it; a value that still arrives is released all the same. */
  letGo(): void;
}

/** A close under way over a scope and everything below it. */
export interface CloseUnderWay {
  readonly root: ScopeNode;
  /** Where it is: scopes from here up to the root have been entered and not finished. */
  readonly at: ScopeNode;
  /** Sets the time that is left for one of its scopes and what is below; never puts its end off. */
  shorten(node: ScopeNode, timeoutMs: number): void;
  /** Resolves when the release that it waits for has ended, with what went wrong. */
  released(held: Held): Promise<ReleaseFailure | undefined>;
  /** Somebody asked for a close that is under way; it may be the release that is waited for. */
  noteAsked(): void;
}

/** Keeps what is known of one scope that is watched for leaks, and of what it holds. */
export interface ScopeWatch {
  /** Where the scope was opened, as file, line and column; `undefined` where it is not recorded. */
  readonly place: string | undefined;
  /** Errors that observers threw when they were told of leaks. */
  readonly observerErrors: number;
  /** An acquisition begins; called from the caller's own call, whose place is taken down. */
  acquire(held: Held): void;
  /**
   * Takes down the place of a call that goes on later; what is acquired first in a function that the
   * result runs is acquired from there.
   */
  fromHere(): (acquire: () => void) => void;
  /** The scope holds it from now on; one that was watched before keeps its time and its place. */
  hold(held: Held): void;
  /** It is handed over to another scope. */
  letGo(held: Held): void;
}

/** How scopes are watched for leaks. */
export interface LeakPolicy {
  /** Begins to watch a scope that is being made. */
  watch(node: ScopeNode): ScopeWatch;
}

/** The time that a close may take unless an option says otherwise. */
export const DEFAULT_CLOSE_TIMEOUT_MS = 30_000;

/** What a scope and its children share of their options. */
export interface NodeOptions {
  readonly clock: Clock;
  readonly observers: readonly ScopeObserver[];
  readonly releaseTimeoutMs: number;
  readonly closeTimeoutMs: number;
  /** Times are kept. */
  readonly timed: boolean;
  /** What is over is kept, too. */
  readonly trace: boolean;
  readonly wallTime: WallTime;
  /** `undefined` where nobody looks for leaks. */
  readonly leaks: LeakPolicy | undefined;
}

/** Some of the failures of a close; a stretch, as a deep tree would copy the list at every level. */
export interface FailureStretch {
  readonly list: readonly ReleaseFailure[];
  readonly from: number;
  readonly to: number;
}

/** Counts of what does not happen in most scopes. */
export interface RareCounts {
  acquireFailed: number;
  retries: number;
  moved: number;
  releaseFailed: number;
  abandoned: number;
  lateReleased: number;
  observerErrors: number;
}

/** The counts of a scope in which nothing of the kind has happened. */
export const NOTHING_RARE: Readonly<RareCounts> = Object.freeze({
  acquireFailed: 0,
  retries: 0,
  moved: 0,
  releaseFailed: 0,
  abandoned: 0,
  lateReleased: 0,
  observerErrors: 0,
});

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
  readonly observed: boolean;
  /** `undefined` where no times are kept, as are all of them here. */
  readonly openedAtMs: number | undefined;
  /** `undefined` where nobody looks for leaks. */
  readonly leaks: ScopeWatch | undefined;
  state: ScopeState = "open";
  #path: string | undefined = undefined;

  readonly children: Chain<ScopeNode> = new Chain();
  readonly held: Chain<Held> = new Chain();
  heldIndex: HeldIndex | undefined = undefined;
  pending: Chain<PendingAcquire> | undefined = undefined;
  /** Is called when the last pending acquisition is gone. */
  onIdle: (() => void) | undefined = undefined;
  closedChildren: History<ScopeNode> | undefined = undefined;
  ended: History<Held> | undefined = undefined;

  aborted = false;
  abortReason: unknown = undefined;
  controller: AbortController | undefined = undefined;

  /** What `succeed()` or `fail()` said. */
  mark: ScopeExit | undefined = undefined;
  /** A function given to `withScope` is running in it. */
  hasBody = false;
  exit: ScopeExit | undefined = undefined;
  closing: CloseUnderWay | undefined = undefined;
  /** Latest end of a close, in monotonic time, once it is known. */
  closeByMs: number | undefined = undefined;
  closingAtMs: number | undefined = undefined;
  closedAtMs: number | undefined = undefined;
  /** Where its failures begin in the list of the close that goes through it; -1 before it is entered. */
  failuresFrom = -1;
  /** What went wrong while it closed: a stretch of the list of the close that went through it. */
  failures: FailureStretch | undefined = undefined;
  /** What they add up to, made when first asked for. */
  closeError: { readonly error: unknown } | undefined = undefined;
  closePromise: PromiseWithResolvers<void> | undefined = undefined;
  /** Are called as the scope closes, before anyone who waits for that goes on; must not throw. */
  onClosed: Set<() => void> | undefined = undefined;
  /** Failures of releases that no close was there to hear of. */
  unreported: ReleaseFailure[] | undefined = undefined;

  acquired = 0;
  released = 0;
  childrenClosed = 0;
  rare: RareCounts | undefined = undefined;

  older: ScopeNode | undefined = undefined;
  newer: ScopeNode | undefined = undefined;

  constructor(name: string, parent: ScopeNode | undefined, options: NodeOptions) {
    this.name = name;
    this.parent = parent;
    this.options = options;
    this.observed = options.observers.length > 0;
    this.openedAtMs = this.traceMs();
    if (parent !== undefined) {
      this.aborted = parent.aborted;
      this.abortReason = parent.abortReason;
      parent.children.add(this);
    }
    this.leaks = options.leaks === undefined ? undefined : options.leaks.watch(this);
  }

  /**
   * Names from the root, joined with `/`; put together when somebody asks and kept, as each shares the
   * text of its parent's: deep trees have long ones.
   */
  get path(): string {
    return this.#path ?? ScopeNode.#writePath(this);
  }

  static #writePath(node: ScopeNode): string {
    const unasked = [node];
    let above = node.parent;
    while (above !== undefined && above.#path === undefined) {
      unasked.push(above);
      above = above.parent;
    }
    let path = above === undefined ? "" : `${above.#path}/`;
    for (const below of unasked.reverse()) {
      below.#path = path + below.name;
      path = `${below.#path}/`;
    }
    return node.#path!;
  }

  /** Milliseconds since the Unix epoch at a monotonic time. */
  wallMs(monotonicMs: number): number {
    return this.options.wallTime.at(monotonicMs);
  }

  nowMs(): number {
    return this.options.clock.monotonic();
  }

  /** The time, if the scope keeps any: asking for it costs as much as holding a resource. */
  traceMs(): number | undefined {
    return this.options.timed ? this.nowMs() : undefined;
  }

  /** Refuses to go on once the scope has begun to close. */
  assertOpen(action: string): void {
    if (this.state !== "open") throw new ScopeClosedError(this.path, action);
  }

  hold(held: Held): void {
    this.held.add(held);
    this.heldIndex?.add(held);
  }

  letGo(held: Held): void {
    this.held.remove(held);
    this.heldIndex?.remove(held);
  }

  /** The newest hold of a value. */
  findHeld(value: unknown): Held | undefined {
    this.heldIndex ??= new HeldIndex(this.held.toArray());
    return this.heldIndex.find(value);
  }

  addPending(pending: PendingAcquire): void {
    this.pending ??= new Chain();
    this.pending.add(pending);
    pending.waiting = true;
  }

  removePending(pending: PendingAcquire): void {
    if (!pending.waiting) return;
    pending.waiting = false;
    this.pending!.remove(pending);
    if (this.pending!.size === 0) this.onIdle?.();
  }

  count(what: keyof RareCounts): void {
    this.rare ??= { ...NOTHING_RARE };
    this.rare[what]++;
  }

  /** Keeps what is over for the picture. */
  remember(held: Held): void {
    const detail = held.detail;
    if (!this.options.trace || detail === undefined || detail.remembered) return;
    detail.remembered = true;
    this.ended ??= new History();
    this.ended.add(held);
  }

  /** Takes off a child that has closed. */
  forget(child: ScopeNode): void {
    this.children.remove(child);
    this.childrenClosed++;
    if (!this.options.trace) return;
    this.closedChildren ??= new History();
    this.closedChildren.add(child);
  }
}
