import { isThenable } from "../../_internal/is_thenable.ts";
import { describeError } from "./describe_error.ts";
import { emitResource } from "./emit.ts";
import type { Held, ReleaseUnderWay } from "./held.ts";
import { type ReleaseFrame, releaseFrames } from "./release_frame.ts";
import type { ScopeNode } from "./scope_node.ts";
import { Watch } from "./watch.ts";
import type { ReleaseFailure } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";

/** Hears of a release that failed or was abandoned. */
export type ReportFailure = (failure: ReleaseFailure) => void;

/**
 * Calls the release function. Returns nothing when that was all, and the release under way when it
 * has to be waited for.
 */
export function startRelease(
  node: ScopeNode,
  held: Held,
  exit: ScopeExit,
  report: ReportFailure,
): ReleaseUnderWay | undefined {
  const startedMs = node.nowMs();
  held.state = "releasing";
  held.releasingAtMs = startedMs;
  if (node.observed) {
    const heldMs = startedMs - held.heldAtMs!;
    emitResource(node, held, { type: "resource.releasing", heldMs });
  }
  const frame = { outer: releaseFrames.getStore(), node, held, done: false };
  let outcome: unknown;
  try {
    outcome = releaseFrames.run(frame, held.release!, held.value as never, exit);
    if (isThenable(outcome)) {
      held.releasing = new Releasing(frame, outcome, report);
      return held.releasing;
    }
  } catch (error) {
    frame.done = true;
    failed(node, held, error, report);
    return;
  }
  frame.done = true;
  released(node, held);
}

/** Releases one resource outside of a close, with a deadline of its own. */
export function releaseAlone(
  node: ScopeNode,
  held: Held,
  exit: ScopeExit,
  report: ReportFailure,
): Promise<void> | undefined {
  const releasing = startRelease(node, held, exit, report);
  if (releasing === undefined) return;
  const watch = new Watch(node.options.clock, () => releasing.cut("release"));
  watch.set(node.nowMs() + releaseLimitMs(node, held));
  return releasing.settled.then(() => watch.stop());
}

/** How long one release may take, in milliseconds. */
export function releaseLimitMs(node: ScopeNode, held: Held): number {
  return held.releaseTimeoutMs ?? node.options.releaseTimeoutMs;
}

class Releasing implements ReleaseUnderWay {
  readonly settled: Promise<void>;
  failure: ReleaseFailure | undefined;
  readonly #frame: ReleaseFrame;
  readonly #node: ScopeNode;
  readonly #held: Held;
  readonly #report: ReportFailure;
  #resolve!: () => void;
  #cut = false;

  constructor(frame: ReleaseFrame, outcome: PromiseLike<unknown>, report: ReportFailure) {
    this.#frame = frame;
    this.#node = frame.node;
    this.#held = frame.held;
    this.#report = (failure) => {
      this.failure = failure;
      report(failure);
    };
    this.settled = new Promise((resolve) => this.#resolve = resolve);
    Promise.resolve(outcome).then(() => this.#succeed(), (error: unknown) => this.#fail(error));
  }

  cut(limit: "release" | "close"): void {
    if (this.#cut || this.#held.state !== "releasing") return;
    this.#cut = true;
    abandoned(this.#node, this.#held, limit, this.#report);
    this.#end();
  }

  #succeed(): void {
    if (this.#cut) releasedLate(this.#node, this.#held);
    else released(this.#node, this.#held);
    this.#end();
  }

  #fail(error: unknown): void {
    if (this.#cut) failedLate(this.#node, this.#held, error);
    else failed(this.#node, this.#held, error, this.#report);
    this.#end();
  }

  /** Nobody waits for it any more. */
  #end(): void {
    this.#frame.done = true;
    this.#resolve();
  }
}

function released(node: ScopeNode, held: Held): void {
  const durationMs = end(node, held, held.late ? "late" : "released", "");
  node.released++;
  if (held.late) node.lateReleased++;
  if (!node.observed) return;
  if (held.late) {
    emitResource(node, held, { type: "resource.late_released", late: "arrival", durationMs });
  } else {
    const heldMs = held.releasingAtMs! - held.heldAtMs!;
    emitResource(node, held, { type: "resource.released", heldMs, durationMs });
  }
}

function failed(node: ScopeNode, held: Held, error: unknown, report: ReportFailure): void {
  const durationMs = end(node, held, "failed", describeError(error));
  node.releaseFailed++;
  if (node.observed) {
    emitResource(node, held, { type: "resource.release_failed", durationMs, error });
  }
  report({ path: `${node.path}/${held.name}`, error });
}

function abandoned(
  node: ScopeNode,
  held: Held,
  limit: "release" | "close",
  report: ReportFailure,
): void {
  const why = limit === "close"
    ? "the time to close was over"
    : `it did not settle within ${releaseLimitMs(node, held)} ms`;
  const error = new DOMException(
    `Cannot release "${held.name}" of scope "${node.path}" as ${why}: it is abandoned`,
    "TimeoutError",
  );
  const durationMs = end(node, held, "abandoned", `given up as ${why}`);
  node.abandoned++;
  if (node.observed) {
    emitResource(node, held, { type: "resource.release_timeout", durationMs, error });
  }
  report({ path: `${node.path}/${held.name}`, error });
}

function releasedLate(node: ScopeNode, held: Held): void {
  const durationMs = node.nowMs() - held.releasingAtMs!;
  held.end("late", node.nowMs(), "released after it was given up");
  node.released++;
  node.lateReleased++;
  if (node.observed) {
    emitResource(node, held, { type: "resource.late_released", late: "release", durationMs });
  }
}

function failedLate(node: ScopeNode, held: Held, error: unknown): void {
  const durationMs = node.nowMs() - held.releasingAtMs!;
  held.end("failed", node.nowMs(), describeError(error));
  node.releaseFailed++;
  if (node.observed) {
    emitResource(node, held, { type: "resource.release_failed", durationMs, error });
  }
}

/** Takes it off the scope and into the history; answers how long the release took. */
function end(
  node: ScopeNode,
  held: Held,
  state: "released" | "failed" | "abandoned" | "late",
  note: string,
): number {
  const nowMs = node.nowMs();
  if (!held.late) node.held.remove(held);
  held.end(state, nowMs, note);
  node.remember(held);
  return nowMs - held.releasingAtMs!;
}
