import type { Mutant } from "../mutants.ts";

const DEADLINES = "scope/engine/close_deadlines.ts";
const WATCH = "scope/engine/watch.ts";

/** What goes wrong with the time that things have. */
export const LIMITS: readonly Mutant[] = [
  {
    file: DEADLINES,
    from: "root.closeByMs ??= root.nowMs() + root.options.closeTimeoutMs;",
    to: "root.closeByMs ??= Infinity;",
    breaks: "the time to close is not limited",
  },
  {
    file: DEADLINES,
    from: "Math.min(node.closeByMs ?? Infinity, node.parent!.closeByMs ?? Infinity);",
    to: "node.closeByMs ?? Infinity;",
    breaks: "a child does not inherit the deadline of its parent",
  },
  {
    file: DEADLINES,
    from: "below.closeByMs = Math.min(below.closeByMs ?? Infinity, node.closeByMs!);",
    to: "",
    breaks: "a deadline that is brought forward does not hold below",
  },
  {
    file: DEADLINES,
    from: "time is not over.\n    queueMicrotask(() => this.#giveUp === giveUp && giveUp());",
    to: "time is not over.\n    queueMicrotask(() => this.#giveUp?.());",
    breaks: "the release after the one whose time is over is given up",
  },
  {
    file: DEADLINES,
    from: "this.#dueMs = this.#close.root.nowMs() + timeoutMs;",
    to: "this.#dueMs = Infinity;",
    breaks: "the timeout of a release is not armed",
  },
  {
    file: DEADLINES,
    from: "    this.#giveUp = undefined;\n    this.#watch.set(Infinity);",
    to: "    this.#watch.set(Infinity);",
    breaks: "what is over can still be given up",
  },
  {
    file: WATCH,
    from: "if (this.#clock.monotonic() < this.#dueMs) return this.#arm();",
    to: "",
    breaks: "the timer of an earlier deadline ends what has more time",
  },
  {
    file: WATCH,
    from: "if (this.#dueMs < this.#timerDueMs) this.#arm();",
    to: "if (this.#timerDueMs === Infinity) this.#arm();",
    breaks: "a deadline that is brought forward is not armed",
  },
];
