import type { CloseUnderWay, ScopeNode } from "./scope_node.ts";
import { Watch } from "./watch.ts";

/** The deadlines of a close. They exist from the moment when something in it takes time. */
export class CloseDeadlines {
  readonly #close: CloseUnderWay;
  readonly #watch: Watch;
  /** What is waited for now: when it is due, and how to give it up. */
  #dueMs = Infinity;
  #giveUp: (() => void) | undefined = undefined;

  constructor(close: CloseUnderWay) {
    this.#close = close;
    const { root } = close;
    this.#watch = new Watch(root.options.clock, () => this.#giveUp?.());
    root.closeByMs ??= root.nowMs() + root.options.closeTimeoutMs;
    const path: ScopeNode[] = [];
    for (let at = close.at; at !== root; at = at.parent!) path.push(at);
    for (const node of path.reverse()) this.enter(node);
  }

  /** A scope has no more time to close than its parent in the same close. */
  enter(node: ScopeNode): void {
    node.closeByMs = Math.min(node.closeByMs ?? Infinity, node.parent!.closeByMs ?? Infinity);
  }

  /** What is left of the scope that the walk is in is released without waiting. */
  get isExpired(): boolean {
    const { root, at } = this.#close;
    return root.nowMs() >= (at.closeByMs ?? Infinity);
  }

  /** The deadline of a scope that was entered has come nearer: it holds for what is below, too. */
  bringForward(node: ScopeNode): void {
    const { at } = this.#close;
    for (let below = at; below !== node; below = below.parent!) {
      below.closeByMs = Math.min(below.closeByMs ?? Infinity, node.closeByMs!);
    }
    const giveUp = this.#giveUp;
    if (giveUp === undefined) return;
    if (!this.isExpired) return this.#watch.set(Math.min(this.#dueMs, at.closeByMs!));
    // Not at once: closes that wait for each other down a deep tree would recurse. By then the close
    // may wait for something else, whose time is not over.
    queueMicrotask(() => this.#giveUp === giveUp && giveUp());
  }

  /** Calls `giveUp` once the time is over, unless the waiting ends before. */
  startWaiting(timeoutMs: number, giveUp: () => void): void {
    this.#giveUp = giveUp;
    this.#dueMs = this.#close.root.nowMs() + timeoutMs;
    if (this.isExpired) queueMicrotask(() => this.#giveUp === giveUp && giveUp());
    else this.#watch.set(Math.min(this.#dueMs, this.#close.at.closeByMs ?? Infinity));
  }

  /** Waits for something that takes time by its nature; `giveUp` is to bring it to its end. */
  async until(
    settled: Promise<unknown>,
    timeoutMs: number,
    giveUp: () => void,
  ): Promise<undefined> {
    this.startWaiting(timeoutMs, giveUp);
    await settled;
    this.stopWaiting();
  }

  /** What was waited for is over. */
  stopWaiting(): void {
    if (this.#giveUp === undefined) return;
    this.#giveUp = undefined;
    this.#watch.set(Infinity);
  }

  /** The close is over. */
  stop(): void {
    this.#watch.stop();
  }
}
