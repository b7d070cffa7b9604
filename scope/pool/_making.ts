import { isThenable } from "../../_internal/is_thenable.ts";
import type { ScopeExit } from "../exit.ts";
import type { AcquireContext, Resource, ResourceDefinition, RetryOptions } from "../resource.ts";

/** Is told what still comes of a creation that was given up. */
export interface LateListener<T> {
  /** A value came that nobody waits for; answers whether it is seen to. */
  arrivedLate(value: T): boolean;
  /** One that was not seen to is being released. */
  releasingLate(outcome: Promise<unknown>): void;
  /** Nothing will come any more: its place is free. */
  endedLate(): void;
}

/**
 * One creation: what a scope acquires in place of the resource. It knows whether the resource is
 * still at work after the creation was given up, as drivers may connect without looking at a signal.
 */
export class Making<T> implements ResourceDefinition<T> {
  readonly name: string;
  readonly timeoutMs: number;
  readonly releaseTimeoutMs?: number;
  readonly retry?: RetryOptions;
  /** The pool has the value. */
  isKept = false;
  readonly #resource: Resource<T>;
  readonly #listener: LateListener<T>;
  #isAtWork = false;
  #isOverdue = false;

  constructor(resource: Resource<T>, timeoutMs: number, listener: LateListener<T>) {
    const { releaseTimeoutMs, retry } = resource;
    this.#resource = resource;
    this.#listener = listener;
    this.name = resource.name;
    this.timeoutMs = timeoutMs;
    if (releaseTimeoutMs !== undefined) this.releaseTimeoutMs = releaseTimeoutMs;
    if (retry !== undefined) this.retry = retry;
  }

  acquire(context: AcquireContext): T | Promise<T> {
    this.#isAtWork = true;
    try {
      const value = this.#resource.acquire(context);
      if (isThenable(value)) return this.#follow(value, context);
      this.#isAtWork = false;
      return value;
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  release(value: T, exit: ScopeExit): unknown {
    if (this.isKept) return this.#resource.release(value, exit);
    // Converted once: there are thenables that do their work each time they are awaited.
    const outcome = new Promise((resolve) => resolve(this.#resource.release(value, exit)));
    this.#listener.releasingLate(outcome);
    return outcome;
  }

  /** The creation has failed or was given up; answers whether the resource is still at work. */
  giveUp(): boolean {
    return this.#isOverdue = this.#isAtWork;
  }

  async #follow(arrival: PromiseLike<T>, context: AcquireContext): Promise<T> {
    try {
      const value = await arrival;
      if (!context.signal.aborted || !this.#listener.arrivedLate(value)) return value;
    } finally {
      this.#end();
    }
    throw context.signal.reason;
  }

  #end(): void {
    this.#isAtWork = false;
    if (!this.#isOverdue) return;
    this.#isOverdue = false;
    this.#listener.endedLate();
  }
}
