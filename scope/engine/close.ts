import { abortByClose, subtree } from "./abort.ts";
import { emit } from "./emit.ts";
import type { Held } from "./held.ts";
import { releaseLimitMs, startRelease } from "./release.ts";
import { closeWouldWaitForCaller } from "./release_frame.ts";
import type { CloseUnderWay, FailureStretch, ScopeNode } from "./scope_node.ts";
import { Watch } from "./watch.ts";
import { ReleaseError, type ReleaseFailure, ScopeClosedError } from "../errors.ts";
import { type ScopeExit, UNKNOWN } from "../exit.ts";

/** Closes a scope, or joins the close that is under way; every caller gets the same promise. */
export function closeNode(
  node: ScopeNode,
  exit: ScopeExit | undefined,
  timeoutMs: number | undefined,
): Promise<void> {
  if (node.state !== "closed" && closeWouldWaitForCaller(node)) {
    return Promise.reject(
      new TypeError(
        `Cannot close scope "${node.path}" from inside a release as the close would wait for it: ` +
          "return from the release first",
      ),
    );
  }
  if (node.state === "open") {
    limitClose(node, timeoutMs ?? node.options.closeTimeoutMs);
    new Closing(node).start(exit);
  } else if (timeoutMs !== undefined) {
    limitClose(node, timeoutMs);
  }
  if (node.closePromise === undefined) {
    node.closePromise = Promise.withResolvers();
    if (node.state === "closed") settle(node);
  }
  return node.closePromise.promise;
}

/** Sets the time that is left for a close, begun or to come; never puts its end off. */
export function limitClose(node: ScopeNode, timeoutMs: number): void {
  if (node.closing !== undefined) node.closing.shorten(node, timeoutMs);
  else node.closeByMs = Math.min(node.closeByMs, node.nowMs() + timeoutMs);
}

/**
 * Walks a tree of scopes from the newest leaf to the root and releases what it meets. The walk is a
 * loop that follows links, so neither the stack nor its own memory grows with the depth of the tree.
 */
class Closing implements CloseUnderWay {
  readonly root: ScopeNode;
  readonly #failures: ReleaseFailure[] = [];
  readonly #watch: Watch;
  /** Where the walk is: scopes from here up to the root have been entered and not finished. */
  #at: ScopeNode;
  /** What is waited for now: when it is due, and how to give it up. */
  #dueMs = Infinity;
  #giveUp: (() => void) | undefined;

  constructor(root: ScopeNode) {
    this.root = root;
    this.#at = root;
    this.#watch = new Watch(root.options.clock, () => this.#giveUp?.());
  }

  /** Closes the door of every scope below before the first release, then walks. */
  start(exit: ScopeExit | undefined): void {
    const nodes = subtree(this.root, (node) => node.closing !== undefined);
    const rootExit = exit ?? ownExit(this.root) ?? UNKNOWN;
    for (const node of nodes) {
      node.state = "closing";
      node.closing = this;
      // A child may have a clock of its own; the close goes by the root's.
      if (node.closeByMs !== Infinity) node.closeByMs += this.root.nowMs() - node.nowMs();
      node.exit = node === this.root ? rootExit : inheritedExit(node, rootExit);
    }
    for (const node of nodes) abortByClose(node);
    void this.#walk();
  }

  shorten(node: ScopeNode, timeoutMs: number): void {
    const deadlineMs = this.root.nowMs() + timeoutMs;
    if (deadlineMs >= node.closeByMs) return;
    node.closeByMs = deadlineMs;
    // The walk takes it over when it gets there.
    if (node.closingAtMs === undefined) return;
    for (let at = this.#at; at !== node; at = at.parent!) {
      at.closeByMs = Math.min(at.closeByMs, deadlineMs);
    }
    if (this.#giveUp === undefined) return;
    if (!this.#isExpired) return this.#watch.set(Math.min(this.#dueMs, this.#at.closeByMs));
    // Not at once: closes that wait for each other down a deep tree would recurse.
    queueMicrotask(() => this.#giveUp?.());
  }

  /** What is left of the scope that the walk is in is released without waiting. */
  get #isExpired(): boolean {
    return this.root.nowMs() >= this.#at.closeByMs;
  }

  async #walk(): Promise<void> {
    let node = this.root;
    this.#enter(node);
    while (true) {
      const child = node.children.newest;
      if (child !== undefined && child.closing === this) {
        node = child;
        this.#enter(node);
      } else if (child !== undefined) {
        await this.#waitForClose(child);
      } else if (node.pending !== undefined && node.pending.size > 0) {
        await this.#waitForPending(node);
      } else if (node.held.newest !== undefined) {
        const waiting = this.#release(node, node.held.newest);
        if (waiting !== undefined) await waiting;
      } else {
        this.#finish(node);
        if (node === this.root) return;
        node = this.#at = node.parent!;
      }
    }
  }

  #enter(node: ScopeNode): void {
    this.#at = node;
    if (node !== this.root) node.closeByMs = Math.min(node.closeByMs, node.parent!.closeByMs);
    node.closingAtMs = node.nowMs();
    node.failuresFrom = this.#failures.length;
    if (node.observed) emit(node, { type: "scope.closing", exit: node.exit! });
  }

  #release(node: ScopeNode, held: Held): Promise<void> | undefined {
    const early = held.releasing;
    if (early !== undefined) return this.#until(early.settled, Infinity, () => early.cut("close"));
    const report = (failure: ReleaseFailure) => void this.#failures.push(failure);
    const releasing = startRelease(node, held, node.exit!, report);
    if (releasing === undefined) return;
    const timeoutMs = releaseLimitMs(node, held);
    const giveUp = () => releasing.cut(this.#isExpired ? "close" : "release");
    return this.#until(releasing.settled, timeoutMs, giveUp);
  }

  /** A child that somebody else is closing: its deadline is ours at the latest. */
  #waitForClose(child: ScopeNode): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      child.onClosed ??= [];
      child.onClosed.push(resolve);
    });
    return this.#until(closed, Infinity, () => child.closing?.shorten(child, -Infinity));
  }

  /** Values that may still arrive are waited for as long as a release would be. */
  async #waitForPending(node: ScopeNode): Promise<void> {
    const idle = new Promise<void>((resolve) => node.onIdle = resolve);
    await this.#until(idle, node.options.releaseTimeoutMs, () => {
      for (const pending of [...node.pending!]) pending.letGo();
    });
    node.onIdle = undefined;
  }

  async #until(settled: Promise<void>, timeoutMs: number, giveUp: () => void): Promise<void> {
    this.#giveUp = giveUp;
    this.#dueMs = this.root.nowMs() + timeoutMs;
    if (this.#isExpired) giveUp();
    else this.#watch.set(Math.min(this.#dueMs, this.#at.closeByMs));
    await settled;
    this.#giveUp = undefined;
    this.#watch.set(Infinity);
  }

  #finish(node: ScopeNode): void {
    for (const failure of node.unreported ?? []) this.#failures.push(failure);
    node.unreported = undefined;
    const stretch = { list: this.#failures, from: node.failuresFrom, to: this.#failures.length };
    if (stretch.to > stretch.from) node.failures = stretch;
    node.state = "closed";
    node.closing = undefined;
    node.closedAtMs = node.nowMs();
    node.parent?.forget(node);
    if (node === this.root) this.#watch.stop();
    if (node.observed) emitClosed(node, stretch.to - stretch.from);
    settle(node);
    const hooks = node.onClosed;
    node.onClosed = undefined;
    hooks?.forEach((hook) => hook());
  }
}

/** What a scope has to say about its own end. */
function ownExit(node: ScopeNode): ScopeExit | undefined {
  if (node.mark !== undefined) return node.mark;
  if (node.aborted) return Object.freeze({ status: "aborted", error: node.abortReason });
  return undefined;
}

/** A child shares its parent's end unless it has one of its own or its body is cut short by it. */
function inheritedExit(node: ScopeNode, parentExit: ScopeExit): ScopeExit {
  const own = ownExit(node);
  if (own !== undefined) return own;
  if (node.body === undefined) return parentExit;
  const error = new ScopeClosedError(node.path, "finish the body");
  return Object.freeze({ status: "aborted", error });
}

function settle(node: ScopeNode): void {
  if (node.closePromise === undefined) return;
  const failed = closeErrorOf(node);
  if (failed === undefined) node.closePromise.resolve();
  else node.closePromise.reject(failed.error);
}

/** What the close of a scope rejects with, if it does. */
export function closeErrorOf(node: ScopeNode): { readonly error: unknown } | undefined {
  if (node.failures !== undefined) node.closeError ??= { error: toError(node, node.failures) };
  return node.closeError;
}

/** One failure is rethrown as it is; more, or one after the body had failed, become one error. */
function toError(node: ScopeNode, { list, from, to }: FailureStretch): unknown {
  const failures = list.slice(from, to);
  const exit = node.exit!;
  if (exit.status === "failure" || exit.status === "aborted") {
    return new ReleaseError(node.path, failures, { cause: exit.error });
  }
  return failures.length === 1 ? failures[0]!.error : new ReleaseError(node.path, failures);
}

function emitClosed(node: ScopeNode, failures: number): void {
  emit(node, {
    type: "scope.closed",
    exit: node.exit!,
    durationMs: node.closedAtMs! - node.openedAtMs,
    closeMs: node.closedAtMs! - node.closingAtMs!,
    failures,
  });
}
