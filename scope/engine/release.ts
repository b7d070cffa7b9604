import { isThenable } from "../../_internal/is_thenable.ts";
import type { ReleaseFailure } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import { describeError } from "./describe_error.ts";
import { emitReleased, emitResource } from "./emit.ts";
import type { Held, ReleaseUnderWay, ResourceState } from "./held.ts";
import { callRelease } from "./release_stack.ts";
import type { ScopeNode } from "./scope_node.ts";
import { Watch } from "./watch.ts";

/** Hears of a release that failed or was abandoned. */
export type ReportFailure = (failure: ReleaseFailure) => void;

/** Calls the release function; whoever calls this says how it ended. Throws what it throws. */
export function beginRelease(
  node: ScopeNode,
  held: Held,
  exit: ScopeExit,
  nowMs?: number,
): unknown {
  held.state = "releasing";
  if (node.options.timed) {
    held.detailed().releasingAtMs = nowMs ?? node.nowMs();
  }
  return callRelease(node, held, exit);
}

/** Releases one resource outside of a close, with a deadline of its own. */
export function releaseAlone(
  node: ScopeNode,
  held: Held,
  exit: ScopeExit,
  report: ReportFailure,
): Promise<void> | undefined {
  let outcome: unknown;
  try {
    outcome = beginRelease(node, held, exit);
    if (isThenable(outcome)) {
      const releasing = new Releasing(node, held, outcome, report);
      held.detailed().releasing = releasing;
      return releasing.settled;
    }
  } catch (error) {
    report(releaseFailed(node, held, error));
    return;
  }
  released(node, held);
}

/** How long one release may take, in milliseconds. */
export function releaseLimitMs(node: ScopeNode, held: Held): number {
  return held.detail?.releaseTimeoutMs ?? node.options.releaseTimeoutMs;
}

class Releasing implements ReleaseUnderWay {
  readonly settled: Promise<void>;
  failure: ReleaseFailure | undefined;
  readonly #node: ScopeNode;
  readonly #held: Held;
  readonly #report: ReportFailure;
  readonly #watch: Watch;
  #resolve!: () => void;
  #cut = false;

  constructor(
    node: ScopeNode,
    held: Held,
    outcome: PromiseLike<unknown>,
    report: ReportFailure,
  ) {
    this.#node = node;
    this.#held = held;
    this.#report = report;
    this.settled = new Promise((resolve) => this.#resolve = resolve);
    this.#watch = new Watch(node.options.clock, () => this.cut("release"));
    this.#watch.set(node.nowMs() + releaseLimitMs(node, held));
    Promise.resolve(outcome).then(() => this.#succeed(), (error: unknown) => this.#fail(error));
  }

  cut(limit: "release" | "close"): void {
    if (this.#cut || this.#held.state !== "releasing") return;
    this.#cut = true;
    this.#tell(abandon(this.#node, this.#held, limit, undefined));
  }

  #succeed(): void {
    if (this.#cut) return releasedLate(this.#node, this.#held);
    released(this.#node, this.#held);
    this.#end();
  }

  #fail(error: unknown): void {
    if (this.#cut) return failedLate(this.#node, this.#held, error);
    this.#tell(releaseFailed(this.#node, this.#held, error));
  }

  #tell(failure: ReleaseFailure): void {
    this.failure = failure;
    this.#report(failure);
    this.#end();
  }

  /** Nobody waits for it any more. */
  #end(): void {
    this.#watch.stop();
    this.#resolve();
  }
}

/** The release went well. */
export function released(node: ScopeNode, held: Held): void {
  const late = held.detail?.late === true;
  const durationMs = end(node, held, late ? "late" : "released", "");
  node.released++;
  if (late) node.count("lateReleased");
  if (!node.observed) return;
  if (late) {
    emitResource(node, held, { type: "resource.late_released", late: "arrival", durationMs });
  } else emitReleased(node, held);
}

/** The release threw. */
export function releaseFailed(node: ScopeNode, held: Held, error: unknown): ReleaseFailure {
  const durationMs = end(node, held, "failed", describeError(error));
  node.count("releaseFailed");
  if (node.observed) {
    emitResource(node, held, { type: "resource.release_failed", durationMs, error });
  }
  return { path: `${node.path}/${held.name}`, error };
}

/** The release is waited for no longer. */
export function abandon(
  node: ScopeNode,
  held: Held,
  limit: "release" | "close",
  hint: string | undefined,
): ReleaseFailure {
  const why = limit === "close"
    ? "the time to close was over"
    : `it did not settle within ${releaseLimitMs(node, held)} ms`;
  const error = new DOMException(
    `Cannot release "${held.name}" of scope "${node.path}" as ${why}: it is abandoned` +
      (hint === undefined ? "" : `; ${hint}`),
    "TimeoutError",
  );
  const durationMs = end(node, held, "abandoned", `given up as ${why}`);
  node.count("abandoned");
  if (node.observed) {
    emitResource(node, held, { type: "resource.release_timeout", durationMs, error });
  }
  held.detail?.onAbandoned?.(error);
  return { path: `${node.path}/${held.name}`, error };
}

/** A release that was abandoned went well after all. */
export function releasedLate(node: ScopeNode, held: Held): void {
  node.released++;
  node.count("lateReleased");
  const durationMs = endLate(node, held, "late", "released after it was given up");
  if (node.observed) {
    emitResource(node, held, { type: "resource.late_released", late: "release", durationMs });
  }
}

/** A release that was abandoned has failed. */
export function failedLate(node: ScopeNode, held: Held, error: unknown): void {
  node.count("releaseFailed");
  const durationMs = endLate(node, held, "failed", describeError(error));
  if (node.observed) {
    emitResource(node, held, { type: "resource.release_failed", durationMs, error });
  }
}

function endLate(node: ScopeNode, held: Held, state: ResourceState, note: string): number {
  const nowMs = node.traceMs();
  held.end(state, nowMs, note);
  return sinceRelease(held, nowMs);
}

/** Takes it off the scope and into the history; answers how long the release took. */
function end(node: ScopeNode, held: Held, state: ResourceState, note: string): number {
  const nowMs = node.traceMs();
  if (held.detail?.late !== true) node.letGo(held);
  held.end(state, nowMs, note);
  node.remember(held);
  return sinceRelease(held, nowMs);
}

/** Zero where the scope keeps no trace: nobody is told then. */
function sinceRelease(held: Held, nowMs: number | undefined): number {
  const beganMs = held.detail?.releasingAtMs;
  return nowMs === undefined || beganMs === undefined ? 0 : nowMs - beganMs;
}
