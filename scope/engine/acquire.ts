import { isThenable } from "../../_internal/is_thenable.ts";
import { isDefined, type Resource, type RetryOptions } from "../resource.ts";
import { LazyAcquireContext, type SignalMaker } from "./acquire_context.ts";
import { describeError } from "./describe_error.ts";
import { emitAcquiring, emitResource } from "./emit.ts";
import { Held, type ReleaseFunction } from "./held.ts";
import { holdValue } from "./hold.ts";
import { keepFailure, releaseLate } from "./release_late.ts";
import { retryDelayMs } from "./retry_delay.ts";
import type { PendingAcquire, ScopeNode } from "./scope_node.ts";
import { Watch } from "./watch.ts";
import { whyWaiting } from "./why_waiting.ts";

/** Limits of one acquisition. */
export interface AcquireLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly retry: RetryOptions | undefined;
}

/** Acquires into a scope; the promise rejects as soon as the caller is to wait no longer. */
export function acquireInto<T>(
  node: ScopeNode,
  resource: Resource<T>,
  needs: unknown,
  limits: AcquireLimits,
): Promise<T> {
  return new Acquiring<T>(node, resource, needs, limits).start();
}

/** Acquires into a scope, and answers at once what will be held. */
export function acquireHeld<T>(
  node: ScopeNode,
  resource: Resource<T>,
  needs: unknown,
  limits: AcquireLimits,
): { readonly held: Held; readonly value: Promise<T> } {
  const acquiring = new Acquiring<T>(node, resource, needs, limits);
  return { held: acquiring.held, value: acquiring.start() };
}

/** Acquires what does not have to be waited for; a promise is refused, and its value released. */
export function acquireNow<T>(node: ScopeNode, resource: Resource<T>): T {
  const acquiring = new Acquiring<T>(node, resource, {}, NO_LIMITS);
  acquiring.start().catch(() => {});
  return acquiring.now();
}

/** The limits of an acquisition without any. */
export const NO_LIMITS: AcquireLimits = Object.freeze({
  timeoutMs: Infinity,
  signal: undefined,
  retry: undefined,
});

/** How many turns of the microtask queue acquiring may take before its limits are watched. */
const PATIENCE = 4;

class Acquiring<T> implements PendingAcquire, SignalMaker {
  readonly held: Held;
  waiting = false;
  older: PendingAcquire | undefined = undefined;
  newer: PendingAcquire | undefined = undefined;
  readonly #node: ScopeNode;
  readonly #resource: Resource<T>;
  readonly #needs: unknown;
  readonly #limits: AcquireLimits;
  #attempt = 1;
  #settled = false;
  #resolve!: (value: T) => void;
  #reject!: (reason: unknown) => void;
  #onAbort: (() => void) | undefined = undefined;
  #watch: Watch | undefined = undefined;
  #pause: Watch | undefined = undefined;
  #controller: AbortController | undefined = undefined;
  #cancelled: { readonly reason: unknown } | undefined = undefined;

  constructor(node: ScopeNode, resource: Resource<T>, needs: unknown, limits: AcquireLimits) {
    this.#node = node;
    this.#resource = resource;
    this.#needs = needs;
    this.#limits = limits;
    this.held = new Held(resource.name, releaseOf(resource));
    this.held.state = "acquiring";
    if (resource.releaseTimeoutMs !== undefined) {
      this.held.detailed().releaseTimeoutMs = resource.releaseTimeoutMs;
    }
    if (resource.health !== undefined) this.held.detailed().health = resource.health;
    if (node.leaks !== undefined) node.leaks.acquire(this.held);
    if (node.options.timed) this.held.detailed().acquiringAtMs = node.nowMs();
  }

  get node(): ScopeNode {
    return this.#node;
  }

  start(): Promise<T> {
    const value = new Promise<T>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#node.addPending(this);
    if (this.#node.observed) emitAcquiring(this.#node, this.held);
    // An observer may have closed the scope.
    if (this.#cancelled !== undefined) this.#end();
    else this.#try();
    const { timeoutMs, signal } = this.#limits;
    if (!this.#settled && (timeoutMs !== Infinity || signal !== undefined)) void this.#limit();
    return value;
  }

  #try(): void {
    let value: T | PromiseLike<T>;
    try {
      value = this.#resource.acquire(
        new LazyAcquireContext(this.#attempt, this.#needs, this),
      );
      if (isThenable(value)) {
        Promise.resolve(value).then((value) => this.#arrive(value), (error) => this.#fail(error));
        return;
      }
    } catch (error) {
      return this.#fail(error);
    }
    this.#arrive(value);
  }

  /** The value that is here by now; throws if there is none. */
  now(): T {
    if (!this.#settled) {
      this.cancel(
        new TypeError(
          `Cannot acquire "${this.held.name}" in scope "${this.#node.path}" at once as it returned ` +
            "a promise: use acquire()",
        ),
      );
    }
    if (this.#cancelled !== undefined) throw this.#cancelled.reason;
    return this.held.value as T;
  }

  cancel(reason: unknown): void {
    if (this.#cancelled !== undefined) return;
    this.#giveUp(reason);
    if (this.#pause !== undefined) this.#end();
    this.#controller?.abort(reason);
  }

  letGo(): void {
    this.held.detail?.releasing?.cut("close");
    this.#end();
  }

  /** The signal is made only for a resource that looks at it. */
  makeSignal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#cancelled !== undefined) this.#controller.abort(this.#cancelled.reason);
    return this.#controller.signal;
  }

  /** Watches timeout and signal, once acquiring has shown that it takes time. */
  async #limit(): Promise<void> {
    for (let turns = 0; turns < PATIENCE && !this.#settled; turns++) await undefined;
    if (this.#settled || this.#cancelled !== undefined) return;
    const { signal, timeoutMs } = this.#limits;
    if (signal?.aborted) return this.cancel(signal.reason);
    if (signal !== undefined) {
      this.#onAbort = () => this.cancel(signal.reason);
      signal.addEventListener("abort", this.#onAbort, { once: true });
    }
    if (timeoutMs === Infinity) return;
    this.#watch = new Watch(this.#node.options.clock, () => {
      const what = `Cannot acquire "${this.held.name}" in scope "${this.#node.path}"`;
      const why = whyWaiting.get(this.#resource)?.();
      const message = `${what} within ${timeoutMs} ms` + (why === undefined ? "" : `: ${why}`);
      this.cancel(new DOMException(message, "TimeoutError"));
    });
    this.#watch.set(this.#node.nowMs() + timeoutMs);
  }

  #stopLimits(): void {
    this.#settled = true;
    if (this.#onAbort !== undefined) {
      this.#limits.signal!.removeEventListener("abort", this.#onAbort);
    }
    this.#watch?.stop();
    this.#pause?.stop();
  }

  #arrive(value: T): void {
    this.#stopLimits();
    if (this.#limits.signal?.aborted) this.cancel(this.#limits.signal.reason);
    if (this.#cancelled !== undefined) return this.#releaseLate(value, this.#cancelled.reason);
    // From here on it is held: what an observer does must not cancel it.
    this.#node.removePending(this);
    holdValue(this.#node, this.held, value, this.#attempt);
    this.#resolve(value);
  }

  #fail(error: unknown): void {
    if (this.#limits.signal?.aborted) this.cancel(this.#limits.signal.reason);
    if (this.#cancelled !== undefined) return this.#end();
    let delayMs: number | undefined;
    try {
      delayMs = retryDelayMs(this.#limits.retry, this.#attempt, error);
    } catch (thrown) {
      error = thrown;
    }
    // Who was asked whether it is worth another try may have closed the scope.
    if (this.#cancelled !== undefined) return this.#end();
    if (delayMs !== undefined) return this.#tryLater(delayMs, error);
    this.#giveUp(error);
    this.#end();
  }

  #tryLater(delayMs: number, error: unknown): void {
    const node = this.#node;
    node.count("retries");
    this.#pause = new Watch(node.options.clock, () => {
      this.#pause = undefined;
      this.#attempt++;
      this.#try();
    });
    this.#pause.set(node.nowMs() + delayMs);
    if (!node.observed) return;
    const attempt = this.#attempt;
    emitResource(node, this.held, { type: "resource.retrying", attempt, delayMs, error });
  }

  /** The caller is told why; a value that still arrives is released. */
  #giveUp(reason: unknown): void {
    this.#cancelled = { reason };
    this.#stopLimits();
    const node = this.#node;
    node.count("acquireFailed");
    const nowMs = node.traceMs();
    this.held.end("failed", nowMs, describeError(reason));
    this.held.release = releaseOf(this.#resource);
    if (node.observed) {
      const durationMs = nowMs! - this.held.detail!.acquiringAtMs!;
      emitResource(node, this.held, {
        type: "resource.acquire_failed",
        durationMs,
        attempt: this.#attempt,
        error: reason,
      });
    }
    this.#reject(reason);
  }

  #end(): void {
    this.#node.remember(this.held);
    this.#node.removePending(this);
  }

  #releaseLate(value: T, reason: unknown): void {
    const done = () => this.#node.removePending(this);
    const thrown = releaseLate(this.#node, this.held, value, reason, done);
    if (thrown === undefined) return;
    keepFailure(this.#node, { path: `${this.#node.path}/${this.held.name}`, error: thrown.cause });
  }
}

/** What was not made by `defineResource` may need itself as the `this` of its methods. */
function releaseOf<T>(resource: Resource<T>): ReleaseFunction {
  if (isDefined(resource)) return resource.release;
  return (value: never, exit) => resource.release(value, exit);
}
