import type { Mutant } from "../mutants.ts";

const CLOSE = "scope/engine/close.ts";

/** What goes wrong while a scope closes. */
export const CLOSING: readonly Mutant[] = [
  {
    file: CLOSE,
    from: "if (child !== undefined) {",
    to: "if (child !== undefined && node.held.newest === undefined) {",
    breaks: "children close after the resources of their parent",
  },
  {
    file: CLOSE,
    from: "const child = node.children.newest;",
    to: "const child = node.children.toArray()[0];",
    breaks: "the oldest child closes first",
  },
  {
    file: CLOSE,
    from: "const held = node.held.newest;",
    to: "const held = node.held.toArray()[0]!;",
    breaks: "the oldest resource is released first",
  },
  {
    file: CLOSE,
    from: "} else if (node.pending !== undefined && node.pending.size > 0) {",
    to: "} else if (false) {",
    breaks: "a close does not wait for what is being acquired",
  },
  {
    file: CLOSE,
    from: 'if (timeoutMs !== undefined && node.state !== "closed") limitClose(node, timeoutMs);',
    to: "",
    breaks: "close() does not heed its timeout",
  },
  {
    file: CLOSE,
    from: "if (node.closePromise === undefined) {",
    to: "if (true) {",
    breaks: "closes are not shared: the first caller waits for ever",
  },
  {
    file: CLOSE,
    from: "else node.closing?.noteAsked();",
    to: "",
    breaks: "a release that waits for its own close is not told so",
  },
  {
    file: CLOSE,
    from: "for (const node of nodes) abortByClose(node);",
    to: "",
    breaks: "what waits below a scope that closes is not told to stop",
  },
  {
    file: CLOSE,
    from: "inheritedExit(node, node.parent!.exit!)",
    to: "inheritedExit(node, rootExit)",
    breaks: "what is below a body that was cut short commits",
  },
  {
    file: CLOSE,
    from: "node.closeByMs += this.root.nowMs() - node.nowMs();",
    to: "",
    breaks: "the deadline of a child with another clock is wrong",
  },
  {
    file: CLOSE,
    from: "    if (deadlineMs >= (node.closeByMs ?? Infinity)) return;",
    to: "",
    breaks: "a second close with more time puts the end off",
  },
  {
    file: CLOSE,
    from: "if (node.failuresFrom >= 0) deadlines.bringForward(node);",
    to: "",
    breaks: "a close under way does not hear that it has less time",
  },
  {
    file: CLOSE,
    from: "const early = held.detail?.releasing;",
    to: "const early = undefined;",
    breaks: "what is being released early is released once more",
  },
  {
    file: CLOSE,
    from: "if (walk !== this.#walks) return releasedLate(node, held);",
    to: "",
    breaks: "a walk that was left behind goes on beside the other when its release ends",
  },
  {
    file: CLOSE,
    from: "if (walk !== this.#walks) return failedLate(node, held, error);",
    to: "",
    breaks: "a walk that was left behind goes on beside the other when its release fails",
  },
  {
    file: CLOSE,
    from: "this.#failures.push(this.#ended(releaseFailed(node, held, error)));",
    to: "this.#ended(releaseFailed(node, held, error));",
    breaks: "the error of a release is dropped",
  },
  {
    file: CLOSE,
    from: "const report = (failure: ReleaseFailure) => void this.#failures.push(failure);",
    to: "const report = () => {};",
    breaks: "the errors of releases at the same time are dropped",
  },
  {
    file: CLOSE,
    from: 'for (const held of together) held.detail?.releasing?.cut("close");',
    to: "",
    breaks: "releases at the same time outlast the time to close",
  },
  {
    file: CLOSE,
    from: "turns === PATIENCE",
    to: "turns === -PATIENCE",
    breaks: "patience never ends: no release is ever given up",
  },
  {
    file: CLOSE,
    from: "this.#joined?.resolve(failure);",
    to: "this.#joined?.resolve(undefined);",
    breaks: "who joins a release is not told that it failed",
  },
  {
    file: CLOSE,
    from: "() => child.closing?.shorten(child, -Infinity)",
    to: "() => {}",
    breaks: "a child that closes itself outlasts the time of its parent",
  },
  {
    file: CLOSE,
    from: 'if (isExpired || pending.held.state !== "releasing") pending.letGo();',
    to: "pending.letGo();",
    breaks: "a late value that is being released is cut short",
  },
  {
    file: CLOSE,
    from: "if (node.pending!.size > 0) deadlines.startWaiting(Infinity, giveUp);",
    to: "",
    breaks: "a late value that hangs outlasts the time to close",
  },
  {
    file: CLOSE,
    from: "await deadlines.until(idle, node.options.releaseTimeoutMs, giveUp);",
    to: "await deadlines.until(idle, Infinity, giveUp);",
    breaks: "a value that never comes is waited for until the close has no more time",
  },
  {
    file: CLOSE,
    from: "if (node.unreported !== undefined) this.#failures.push(...node.unreported);",
    to: "",
    breaks: "the close does not tell of late values that failed to go",
  },
  {
    file: CLOSE,
    from: "if (node === this.root) this.#deadlines?.stop();",
    to: "",
    breaks: "the timer of a close outlives it",
  },
  {
    file: CLOSE,
    from: "hooks?.forEach((hook) => hook());",
    to: "",
    breaks: "nobody is told that the scope is closed",
  },
];
