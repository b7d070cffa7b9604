import { isThenable } from "../../_internal/is_thenable.ts";
import type { ReleaseFailure } from "../errors.ts";
import { UNKNOWN } from "../exit.ts";
import type { ScopeExit } from "../exit.ts";
import { abortByClose, subtree } from "./abort.ts";
import { CloseDeadlines } from "./close_deadlines.ts";
import { inheritedExit, ownExit, settleClose } from "./close_outcome.ts";
import { emitClosed, emitClosing } from "./emit.ts";
import type { Held } from "./held.ts";
import {
  abandon,
  beginRelease,
  failedLate,
  released,
  releasedLate,
  releaseFailed,
  releaseLimitMs,
} from "./release.ts";
import { releasableWith, releaseTogether } from "./release_together.ts";
import { closeWouldWaitForCaller, refuseOwnClose } from "./release_stack.ts";
import { type CloseUnderWay, DEFAULT_CLOSE_TIMEOUT_MS, type ScopeNode } from "./scope_node.ts";

/** Closes a scope, or joins the close that is under way; every caller gets the same promise. */
export function closeNode(
  node: ScopeNode,
  exit: ScopeExit | undefined,
  timeoutMs: number | undefined,
): Promise<void> {
  if (node.state !== "closed" && closeWouldWaitForCaller(node)) {
    return refuseOwnClose(node);
  }
  if (timeoutMs !== undefined && node.state !== "closed") limitClose(node, timeoutMs);
  if (node.state === "open") new Closing(node).start(exit);
  else node.closing?.noteAsked();
  if (node.closePromise === undefined) {
    node.closePromise = Promise.withResolvers();
    if (node.state === "closed") settleClose(node);
  }
  return node.closePromise.promise;
}

/** Sets the time that is left for a close, begun or to come; never puts its end off. */
export function limitClose(node: ScopeNode, timeoutMs: number): void {
  if (node.closing !== undefined) node.closing.shorten(node, timeoutMs);
  else node.closeByMs = Math.min(node.closeByMs ?? Infinity, node.nowMs() + timeoutMs);
}

/** How many turns of the microtask queue a release may take before its deadline gets a timer. */
const PATIENCE = 4;
const ASKED =
  "close() was called while it ran, which a release of the same scope must not wait for";

/**
 * Walks a tree of scopes from the newest leaf to the root and releases what it meets. The walk is a
 * loop that follows links, so neither the stack nor its own memory grows with the depth of the tree.
 *
 * It awaits what a release returns directly. When that takes too long, this walk is left behind for
 * whenever it settles, and another one goes on with the next resource. A timer costs more than all
 * the rest, so none is set, and no time is read, before a release has shown that it takes time.
 */
class Closing implements CloseUnderWay {
  readonly root: ScopeNode;
  at: ScopeNode;
  readonly #failures: ReleaseFailure[] = [];
  /** Number of the walk that goes on; those before it wait for releases that were abandoned. */
  #walks = 0;
  /** The release that is waited for, and which one it is. */
  #releasing: Held | undefined = undefined;
  #releases = 0;
  #patient = false;
  #deadlines: CloseDeadlines | undefined = undefined;
  #asked = false;
  #joined: PromiseWithResolvers<ReleaseFailure | undefined> | undefined = undefined;

  constructor(root: ScopeNode) {
    this.root = root;
    this.at = root;
  }

  /** Closes the door of every scope below before the first release, then walks. */
  start(exit: ScopeExit | undefined): void {
    const root = this.root;
    const rootExit = exit ?? ownExit(root) ?? UNKNOWN;
    this.#shut(root, rootExit);
    if (root.children.size > 0) {
      const nodes = subtree(root, (node) => node.closing !== undefined);
      for (const node of nodes) {
        if (node !== root) this.#shut(node, inheritedExit(node, node.parent!.exit!));
      }
      for (const node of nodes) abortByClose(node);
    } else abortByClose(root);
    // The default is so long that it may begin with the first release that takes time.
    if (root.options.closeTimeoutMs !== DEFAULT_CLOSE_TIMEOUT_MS) {
      root.closeByMs ??= root.nowMs() + root.options.closeTimeoutMs;
    }
    if (root.closeByMs !== undefined) this.#watchDeadlines();
    void this.#walk(this.#enter(root));
  }

  #shut(node: ScopeNode, exit: ScopeExit): void {
    node.state = "closing";
    node.closing = this;
    node.exit = exit;
    // A child may have a clock of its own; the close goes by the root's.
    if (node.closeByMs !== undefined && node !== this.root) {
      node.closeByMs += this.root.nowMs() - node.nowMs();
      this.#watchDeadlines();
    }
  }

  shorten(node: ScopeNode, timeoutMs: number): void {
    // Sets the end that the close has anyway, which more time must not put off.
    const deadlines = this.#watchDeadlines();
    const deadlineMs = this.root.nowMs() + timeoutMs;
    if (deadlineMs >= (node.closeByMs ?? Infinity)) return;
    node.closeByMs = deadlineMs;
    // If the walk has not come there yet, it takes the deadline over when it does.
    if (node.failuresFrom >= 0) deadlines.bringForward(node);
  }

  async released(held: Held): Promise<ReleaseFailure | undefined> {
    if (this.#releasing !== held) return undefined;
    this.#joined ??= Promise.withResolvers();
    return await this.#joined.promise;
  }

  noteAsked(): void {
    this.#asked = true;
  }

  /** @param momentMs The time, as long as nothing has happened since it was read, which is dear. */
  async #walk(momentMs: number | undefined): Promise<void> {
    const walk = ++this.#walks;
    while (true) {
      const node = this.at;
      const child = node.children.newest;
      if (child !== undefined) {
        if (child.closing === this) momentMs = this.#enter(child);
        else momentMs = await this.#waitForClose(child);
      } else if (node.pending !== undefined && node.pending.size > 0) {
        momentMs = await this.#waitForPending(node);
      } else if (node.held.newest === undefined) {
        this.#finish(node, momentMs);
        if (node === this.root) return;
        this.at = node.parent!;
        momentMs = undefined;
      } else {
        const held = node.held.newest;
        const early = held.detail?.releasing;
        if (early !== undefined) {
          const deadlines = this.#watchDeadlines();
          momentMs = await deadlines.until(early.settled, Infinity, () => early.cut("close"));
          continue;
        }
        const together = releasableWith(held);
        if (together.length > 1) {
          momentMs = await this.#releaseTogether(node, together);
          continue;
        }
        try {
          const outcome = beginRelease(node, held, node.exit!, momentMs);
          if (isThenable(outcome)) {
            this.#wait(node, held);
            await outcome;
            if (walk !== this.#walks) return releasedLate(node, held);
          }
        } catch (error) {
          if (walk !== this.#walks) return failedLate(node, held, error);
          this.#failures.push(this.#ended(releaseFailed(node, held, error)));
          momentMs = held.detail?.endedAtMs;
          continue;
        }
        released(node, held);
        this.#ended(undefined);
        momentMs = held.detail?.endedAtMs;
      }
    }
  }

  #enter(node: ScopeNode): number | undefined {
    this.at = node;
    node.failuresFrom = this.#failures.length;
    if (node !== this.root) this.#deadlines?.enter(node);
    node.closingAtMs = node.traceMs();
    if (node.observed) emitClosing(node);
    return node.closingAtMs;
  }

  #releaseTogether(node: ScopeNode, together: readonly Held[]): Promise<undefined> {
    const report = (failure: ReleaseFailure) => void this.#failures.push(failure);
    const settled = releaseTogether(node, together, node.exit!, report);
    return this.#watchDeadlines().until(settled, Infinity, () => {
      for (const held of together) held.detail?.releasing?.cut("close");
    });
  }

  /** A release has returned a promise. */
  #wait(node: ScopeNode, held: Held): void {
    this.#releasing = held;
    this.#releases++;
    this.#asked = false;
    if (this.#deadlines !== undefined) this.#watchRelease(this.#deadlines, node, held);
    else if (!this.#patient) void this.#bePatient();
  }

  /** Takes what is no longer waited for off; hands its failure through. */
  #ended<Failure extends ReleaseFailure | undefined>(failure: Failure): Failure {
    this.#releasing = undefined;
    this.#deadlines?.stopWaiting();
    this.#joined?.resolve(failure);
    this.#joined = undefined;
    return failure;
  }

  /** Sets no timer for releases that are over within a few turns of the microtask queue. */
  async #bePatient(): Promise<void> {
    this.#patient = true;
    let release = 0;
    for (let turns = 0; this.#releasing !== undefined; turns++) {
      if (release !== this.#releases) {
        release = this.#releases;
        turns = 0;
      } else if (turns === PATIENCE) {
        this.#watchRelease(this.#watchDeadlines(), this.at, this.#releasing);
        break;
      }
      await undefined;
    }
    this.#patient = false;
  }

  /** From now on the time is read for each release that is waited for. */
  #watchDeadlines(): CloseDeadlines {
    return this.#deadlines ??= new CloseDeadlines(this);
  }

  #watchRelease(deadlines: CloseDeadlines, node: ScopeNode, held: Held): void {
    deadlines.startWaiting(releaseLimitMs(node, held), () => {
      const limit = deadlines.isExpired ? "close" : "release";
      this.#failures.push(abandon(node, held, limit, this.#asked ? ASKED : undefined));
      this.#ended(this.#failures.at(-1)!);
      void this.#walk(undefined);
    });
  }

  /** A child that somebody else is closing: its deadline is ours at the latest. */
  #waitForClose(child: ScopeNode): Promise<undefined> {
    const closed = new Promise<void>((resolve) => {
      child.onClosed ??= new Set();
      child.onClosed.add(resolve);
    });
    const deadlines = this.#watchDeadlines();
    return deadlines.until(closed, Infinity, () => child.closing?.shorten(child, -Infinity));
  }

  /**
   * Values that may still arrive are waited for as long as a release would be. One that is being
   * released by then has a limit of its own, and only the end of the close cuts it short.
   */
  async #waitForPending(node: ScopeNode): Promise<undefined> {
    const deadlines = this.#watchDeadlines();
    const idle = new Promise<void>((resolve) => node.onIdle = resolve);
    const giveUp = () => {
      const { isExpired } = deadlines;
      for (const pending of node.pending!.toArray()) {
        if (isExpired || pending.held.state !== "releasing") pending.letGo();
      }
      if (node.pending!.size > 0) deadlines.startWaiting(Infinity, giveUp);
    };
    await deadlines.until(idle, node.options.releaseTimeoutMs, giveUp);
    node.onIdle = undefined;
  }

  #finish(node: ScopeNode, momentMs: number | undefined): void {
    if (node.unreported !== undefined) this.#failures.push(...node.unreported);
    node.unreported = undefined;
    const to = this.#failures.length;
    if (to > node.failuresFrom) {
      node.failures = { list: this.#failures, from: node.failuresFrom, to };
    }
    node.state = "closed";
    node.closing = undefined;
    node.closedAtMs = momentMs ?? node.traceMs();
    node.parent?.forget(node);
    if (node === this.root) this.#deadlines?.stop();
    if (node.observed) emitClosed(node, to - node.failuresFrom);
    settleClose(node);
    const hooks = node.onClosed;
    node.onClosed = undefined;
    hooks?.forEach((hook) => hook());
  }
}
