import type { Mutant } from "../mutants.ts";

const RELEASE = "scope/engine/release.ts";
const EARLY = "scope/engine/release_early.ts";
const STACK = "scope/engine/release_stack.ts";

/** What goes wrong with single releases. */
export const RELEASING: readonly Mutant[] = [
  {
    file: "scope/engine/release_together.ts",
    from: "if (users.size === 0) together.push(held);",
    to: "together.push(held);",
    breaks: "what others rely on is released at the same time as they are",
  },
  {
    file: RELEASE,
    from: "if (held.detail?.late !== true) node.letGo(held);",
    to: "node.letGo(held);",
    breaks: "a late value is taken off an order that it is not part of",
  },
  {
    file: RELEASE,
    from: "    this.#watch.set(node.nowMs() + releaseLimitMs(node, held));",
    to: "",
    breaks: "an early release that hangs is never given up",
  },
  {
    file: RELEASE,
    from: "if (this.#cut) return releasedLate(this.#node, this.#held);",
    to: "",
    breaks: "a release that was given up ends a second time",
  },
  {
    file: RELEASE,
    from: "return held.detail?.releaseTimeoutMs ?? node.options.releaseTimeoutMs;",
    to: "return node.options.releaseTimeoutMs;",
    breaks: "the release timeout of a resource is not heeded",
  },
  {
    file: RELEASE,
    from: '  node.count("abandoned");',
    to: "",
    breaks: "what was given up is not counted",
  },
  {
    file: RELEASE,
    from: '  node.count("releaseFailed");\n  if (node.observed) {',
    to: "  if (node.observed) {",
    breaks: "releases that fail are not counted",
  },
  {
    file: RELEASE,
    from: "  #end(): void {\n    this.#watch.stop();",
    to: "  #end(): void {",
    breaks: "the timer of an early release outlives it",
  },
  {
    file: RELEASE,
    from: "    this.#report(failure);",
    to: "",
    breaks: "the error of an early release is dropped",
  },
  {
    file: EARLY,
    from: "if (isInsideReleaseOf(held)) {",
    to: "if (false) {",
    breaks: "a release may wait for itself",
  },
  {
    file: EARLY,
    from: "if (failure !== undefined) throw failure.error;\n    return true;",
    to: "return true;",
    breaks: "release() does not tell that it failed",
  },
  {
    file: EARLY,
    from: "    ? await node.closing!.released(held)",
    to: "    ? undefined",
    breaks: "release() does not wait for the release that a close has begun",
  },
  {
    file: EARLY,
    from: "exit ?? node.exit ?? node.mark ?? UNKNOWN",
    to: "UNKNOWN",
    breaks: "an early release is not told the exit that was given",
  },
  {
    file: STACK,
    from: "if (node.closing !== undefined && node.closing === releasing.closing) return true;",
    to: "",
    breaks: "a release may wait for the close that waits for it, of a sibling",
  },
  {
    file: STACK,
    from: "at !== undefined; at = at.parent) {",
    to: "at === releasing; at = at.parent) {",
    breaks: "a release may wait for the close that waits for it, of a parent",
  },
  {
    file: STACK,
    from: "    calls.nodes.pop();",
    to: "",
    breaks: "a scope can never be closed after a release in it",
  },
];
