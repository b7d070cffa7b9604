import { isThenable } from "../../_internal/is_thenable.ts";
import { describeError } from "./describe_error.ts";
import { emitResource } from "./emit.ts";
import { Held } from "./held.ts";
import { HISTORY_LIMIT } from "./history.ts";
import { releaseAlone } from "./release.ts";
import type { PendingAcquire, ScopeNode } from "./scope_node.ts";
import { Watch } from "./watch.ts";
import { type ReleaseFailure, ScopeClosedError } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { AcquireContext, Resource } from "../resource.ts";

/** Holds a value that is already here. */
export function holdValue(node: ScopeNode, held: Held, value: unknown): void {
  held.arrive(value, node.nowMs());
  node.held.add(held);
  node.acquired++;
  if (node.observed) {
    const durationMs = held.heldAtMs! - (held.acquiringAtMs ?? held.heldAtMs!);
    emitResource(node, held, { type: "resource.acquired", durationMs });
  }
}

/** Acquires into a scope; the promise rejects as soon as the caller is to wait no longer. */
export function acquireInto<T>(
  node: ScopeNode,
  resource: Resource<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  const acquiring = new Acquiring<T>(node, resource, signal);
  acquiring.start(timeoutMs);
  return acquiring.value;
}

class Acquiring<T> implements PendingAcquire {
  readonly held: Held;
  readonly value: Promise<T>;
  readonly #node: ScopeNode;
  readonly #resource: Resource<T>;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.cancel(this.#signal?.reason);
  #resolve!: (value: T) => void;
  #reject!: (reason: unknown) => void;
  #watch: Watch | undefined;
  #controller: AbortController | undefined;
  #cancelled: { readonly reason: unknown } | undefined;

  constructor(node: ScopeNode, resource: Resource<T>, signal: AbortSignal | undefined) {
    this.#node = node;
    this.#resource = resource;
    this.#signal = signal;
    this.held = new Held(resource.name, resource.release, resource.releaseTimeoutMs);
    this.held.state = "acquiring";
    this.held.acquiringAtMs = node.nowMs();
    this.value = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  start(timeoutMs: number): void {
    this.#node.addPending(this);
    if (this.#node.observed) {
      emitResource(this.#node, this.held, { type: "resource.acquiring" });
    }
    let value: T | PromiseLike<T>;
    try {
      value = this.#resource.acquire(this.#context());
    } catch (error) {
      return this.#fail(error);
    }
    if (!isThenable(value)) return this.#arrive(value);
    Promise.resolve(value).then((value) => this.#arrive(value), (error) => this.#fail(error));
    if (this.#cancelled === undefined) this.#limit(timeoutMs);
  }

  cancel(reason: unknown): void {
    if (this.#cancelled !== undefined) return;
    this.#cancelled = { reason };
    this.#stopLimit();
    this.#recordFailure(reason);
    this.#reject(reason);
    this.#controller?.abort(reason);
  }

  letGo(): void {
    this.held.releasing?.cut("close");
    this.#node.remember(this.held);
    this.#node.removePending(this);
  }

  /** The signal is made only for a resource that looks at it. */
  #context(): AcquireContext {
    const signal = () => {
      this.#controller ??= new AbortController();
      if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);
      return this.#controller.signal;
    };
    return {
      attempt: 1,
      needs: {},
      get signal() {
        return signal();
      },
    };
  }

  #limit(timeoutMs: number): void {
    if (this.#signal?.aborted) return this.cancel(this.#signal.reason);
    this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (timeoutMs === Infinity) return;
    this.#watch = new Watch(this.#node.options.clock, () => {
      const what = `Cannot acquire "${this.held.name}" in scope "${this.#node.path}"`;
      this.cancel(new DOMException(`${what} within ${timeoutMs} ms`, "TimeoutError"));
    });
    this.#watch.set(this.#node.nowMs() + timeoutMs);
  }

  #stopLimit(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#watch?.stop();
  }

  #arrive(value: T): void {
    this.#stopLimit();
    if (this.#signal?.aborted) this.cancel(this.#signal.reason);
    if (this.#cancelled !== undefined) return this.#releaseLate(value, this.#cancelled.reason);
    holdValue(this.#node, this.held, value);
    this.#node.removePending(this);
    this.#resolve(value);
  }

  #fail(error: unknown): void {
    this.#stopLimit();
    if (this.#cancelled === undefined) {
      this.#cancelled = { reason: error };
      this.#recordFailure(error);
      this.#reject(error);
    }
    this.#node.remember(this.held);
    this.#node.removePending(this);
  }

  #releaseLate(value: T, reason: unknown): void {
    const done = () => this.#node.removePending(this);
    const thrown = releaseLate(this.#node, this.held, value, reason, done);
    if (thrown === undefined) return;
    keepFailure(this.#node, { path: `${this.#node.path}/${this.held.name}`, error: thrown.cause });
  }

  #recordFailure(error: unknown): void {
    const durationMs = this.#node.nowMs() - this.held.acquiringAtMs!;
    this.#node.acquireFailed++;
    this.held.end("failed", this.#node.nowMs(), describeError(error));
    this.held.release = this.#resource.release;
    if (this.#node.observed) {
      emitResource(this.#node, this.held, { type: "resource.acquire_failed", durationMs, error });
    }
  }
}

/** Refuses a live value that is handed to a closed scope: it is released at once, then this throws. */
export function refuseValue(node: ScopeNode, held: Held, value: unknown): never {
  const action = `hold "${held.name}"`;
  const pending: PendingAcquire = {
    held,
    cancel() {},
    letGo() {
      held.releasing?.cut("close");
      node.removePending(pending);
    },
  };
  if (node.state !== "closed") node.addPending(pending);
  const reason = new ScopeClosedError(node.path, action);
  const thrown = releaseLate(node, held, value, reason, () => node.removePending(pending));
  throw thrown === undefined ? reason : new ScopeClosedError(node.path, action, thrown);
}

/**
 * Releases a value that came too late. What its release throws at once is returned; what it rejects
 * with later is kept for whoever closes the scope.
 */
function releaseLate(
  node: ScopeNode,
  held: Held,
  value: unknown,
  reason: unknown,
  done: () => void,
): { readonly cause: unknown } | undefined {
  let thrown: { readonly cause: unknown } | undefined;
  let returned = false;
  held.late = true;
  held.arrive(value, node.nowMs());
  const exit: ScopeExit = Object.freeze({ status: "aborted", error: reason });
  const waiting = releaseAlone(node, held, exit, (failure) => {
    if (returned) keepFailure(node, failure);
    else thrown = { cause: failure.error };
  });
  returned = true;
  if (waiting === undefined) done();
  else waiting.then(done);
  return thrown;
}

/** Bounded, as a long-lived scope may see many; `stats()` counts them all. */
function keepFailure(node: ScopeNode, failure: ReleaseFailure): void {
  if (node.state === "closed") return;
  node.unreported ??= [];
  if (node.unreported.length < HISTORY_LIMIT) node.unreported.push(failure);
}
