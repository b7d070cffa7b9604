import { abortByClose, subtree } from "./_abort.ts";
import { emit } from "./_emit.ts";
import type { Held } from "./_held.ts";
import { releaseLimitMs, startRelease } from "./_release.ts";
import { closeWouldWaitForCaller, type ReleaseFrame, releaseFrames } from "./_release_frame.ts";
import type { CloseUnderWay, FailureStretch, ScopeNode } from "./_scope_node.ts";
import { Watch } from "./_watch.ts";
import { ReleaseError, type ReleaseFailure, ScopeClosedError } from "./errors.ts";
import { type ScopeExit, UNKNOWN } from "./exit.ts";

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
    new Closing(node, timeoutMs ?? node.options.closeTimeoutMs).start(exit);
  } else if (timeoutMs !== undefined && node.closing?.root === node) {
    node.closing.shorten(node.nowMs() + timeoutMs);
  }
  if (node.closePromise === undefined) {
    node.closePromise = Promise.withResolvers();
    if (node.state === "closed") settle(node);
  }
  return node.closePromise.promise;
}

/**
 * Walks a tree of scopes from the newest leaf to the root and releases what it meets. The walk is a
 * loop that follows links, so neither the stack nor its own memory grows with the depth of the tree.
 */
class Closing implements CloseUnderWay, ReleaseFrame {
  readonly root: ScopeNode;
  readonly outer: ReleaseFrame | undefined = releaseFrames.getStore();
  held: Held | undefined;
  done = false;
  readonly #failures: ReleaseFailure[] = [];
  readonly #watch: Watch;
  #deadlineMs: number;
  #expired = false;
  /** What is waited for now: when it is due, and how to give it up. */
  #dueMs = Infinity;
  #giveUp: (() => void) | undefined;

  constructor(root: ScopeNode, timeoutMs: number) {
    this.root = root;
    this.#deadlineMs = Math.min(root.nowMs() + timeoutMs, root.closeByMs);
    this.#watch = new Watch(root.options.clock, () => this.#onDue());
  }

  /** Closes the door of every scope below before the first release, then walks. */
  start(exit: ScopeExit | undefined): void {
    const nodes = subtree(this.root, (node) => node.closing !== undefined);
    const rootExit = exit ?? ownExit(this.root) ?? UNKNOWN;
    for (const node of nodes) {
      node.state = "closing";
      node.closing = this;
      node.exit = node === this.root ? rootExit : inheritedExit(node, rootExit);
    }
    for (const node of nodes) abortByClose(node);
    releaseFrames.run(this, () => void this.#walk());
  }

  shorten(deadlineMs: number): void {
    if (deadlineMs >= this.#deadlineMs) return;
    this.#deadlineMs = deadlineMs;
    if (deadlineMs > this.root.nowMs()) {
      if (this.#giveUp !== undefined) this.#watch.set(Math.min(this.#dueMs, deadlineMs));
      return;
    }
    this.#expired = true;
    // Not at once: closes that wait for each other down a deep tree would recurse.
    queueMicrotask(() => this.#giveUp?.());
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
        node = node.parent!;
      }
    }
  }

  #enter(node: ScopeNode): void {
    node.closingAtMs = node.nowMs();
    node.failuresFrom = this.#failures.length;
    if (node.observed) emit(node, { type: "scope.closing", exit: node.exit! });
  }

  #release(node: ScopeNode, held: Held): Promise<void> | undefined {
    const early = held.releasing;
    if (early !== undefined) return this.#until(early.settled, Infinity, () => early.cut("close"));
    this.held = held;
    const report = (failure: ReleaseFailure) => void this.#failures.push(failure);
    const releasing = startRelease(node, held, node.exit!, report);
    if (releasing === undefined) return;
    const dueMs = held.releasingAtMs! + releaseLimitMs(node, held);
    const giveUp = () => releasing.cut(this.#expired ? "close" : "release");
    return this.#until(releasing.settled, dueMs, giveUp);
  }

  /** A child that somebody else is closing: its deadline is ours at the latest. */
  #waitForClose(child: ScopeNode): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      child.onClosed ??= [];
      child.onClosed.push(resolve);
    });
    return this.#until(closed, Infinity, () => child.closing?.shorten(-Infinity));
  }

  /** Values that may still arrive are waited for as long as a release would be. */
  async #waitForPending(node: ScopeNode): Promise<void> {
    const idle = new Promise<void>((resolve) => node.onIdle = resolve);
    await this.#until(idle, node.nowMs() + node.options.releaseTimeoutMs, () => {
      for (const pending of [...node.pending!]) pending.letGo();
    });
    node.onIdle = undefined;
  }

  async #until(settled: Promise<void>, dueMs: number, giveUp: () => void): Promise<void> {
    if (this.root.nowMs() >= this.#deadlineMs) this.#expired = true;
    this.#giveUp = giveUp;
    this.#dueMs = dueMs;
    if (this.#expired) giveUp();
    else this.#watch.set(Math.min(dueMs, this.#deadlineMs));
    await settled;
    this.#giveUp = undefined;
    this.#watch.set(Infinity);
  }

  #onDue(): void {
    if (this.root.nowMs() >= this.#deadlineMs) this.#expired = true;
    this.#giveUp?.();
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
    if (node === this.root) this.#end();
    if (node.observed) emitClosed(node, stretch.to - stretch.from);
    settle(node);
    const hooks = node.onClosed;
    node.onClosed = undefined;
    hooks?.forEach((hook) => hook());
  }

  #end(): void {
    this.done = true;
    this.held = undefined;
    this.#watch.stop();
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
