import { checkFunction, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { closeWouldWaitForCaller } from "../engine/release_stack.ts";
import { checkResource, type Resource } from "../resource.ts";
import { nodeOf } from "../scope.ts";
import { lendingResource } from "./_lending.ts";
import { PoolClosing } from "./_pool_closing.ts";
import { PoolCore } from "./_pool_core.ts";
import { requestLease } from "./_request_lease.ts";
import { UseContext } from "./_use_context.ts";
import type { Lease } from "./lease.ts";
import {
  checkCloseTimes,
  type PoolAcquireOptions,
  type PoolCloseOptions,
  type PoolOptions,
  resolvePoolOptions,
} from "./pool_options.ts";
import { type PoolStats, poolStatsOf } from "./pool_stats.ts";

/** What the body of {@linkcode ResourcePool.use} is handed besides the value. */
export interface PoolUseContext {
  /**
   * Aborts when the caller's signal does, and with a {@linkcode PoolClosedError} when the pool takes the
   * value back, as its time to drain is over.
   */
  readonly signal: AbortSignal;
}

const CLOSE = "close the pool";

/**
 * Lends a bounded number of values, such as connections, to callers that come and go.
 *
 * Order: callers are served in the order they came; the value that was used last is lent first, so
 * that the others grow idle and go. Bound: `max` values, those being made and released included, and
 * `maxWaiting` callers.
 * Cancel: a caller that gives up takes no value with it, and a value that was made for it goes to the
 * next one. `close()` waits for leases and says who did not give back.
 *
 * A value whose lifetime is over, that has been idle for too long or whose health check fails is
 * destroyed. Making a new one obeys the resource's `timeoutMs` (30 s if it has none) and `retry`; one
 * that is given up keeps its place until the resource has let go of it, and what still comes is
 * released. When making one fails, the callers that have nothing else to hope for get the error; those that wait while
 * others hold values go on waiting. After a failure values are made one at a time, and without a
 * caller in need only after a pause, from 100 ms doubling to 10 s.
 *
 * @example A block and a function
 * ```ts
 * import { defineResource, ResourcePool } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * let open = 0;
 * const connection = defineResource({
 *   name: "database",
 *   acquire: () => Promise.resolve({ query: (text: string) => text.toUpperCase(), id: ++open }),
 *   release: () => open--,
 * });
 * {
 *   await using pool = new ResourcePool(connection, { max: 5 });
 *   {
 *     using lease = await pool.acquire({ timeoutMs: 1_000 });
 *     assert.equal(lease.value.query("select 1"), "SELECT 1");
 *   }
 *   assert.equal(await pool.use((connection) => connection.id), 1);
 *   assert.equal(open, 1);
 * }
 * assert.equal(open, 0);
 * ```
 */
export class ResourcePool<T> implements AsyncDisposable {
  // deno-lint-ignore no-explicit-any -- a pool of connections stands for a pool of disposables
  readonly #core: PoolCore<any>;
  #closing: PoolClosing<unknown> | undefined;
  #resource: Resource<T> | undefined;

  /**
   * Makes a pool and begins to make `min` values.
   *
   * @param resource How a value is made, checked and released.
   * @param options See {@linkcode PoolOptions}.
   * @throws {TypeError} If an option or a field of the resource has the wrong type, an option does not
   * exist, or the resource needs others.
   * @throws {RangeError} If a number is out of range.
   */
  constructor(resource: Resource<T>, options: PoolOptions = {}) {
    const action = "make the pool";
    checkResource(action, resource);
    if (resource.needs !== undefined) {
      const rule = "undefined (acquire what it needs first, and make the resource from that)";
      throw new TypeError(optionMessage(action, "resource.needs", rule, resource.needs));
    }
    this.#core = new PoolCore(resource, resolvePoolOptions(resource.name, options));
  }

  /** Name given in the options, or that of the resource. */
  get name(): string {
    return this.#core.name;
  }

  /**
   * Borrows a value.
   *
   * Order: first come, first served.
   * Cancel: rejects with the signal's reason; the value that was meant for it goes to the next caller.
   *
   * @throws {TypeError} If an option has the wrong type or does not exist.
   * @throws {RangeError} If `timeoutMs` is negative.
   * @throws {PoolClosedError} If the pool is closed or closing, or closes meanwhile.
   * @throws {PoolBusyError} If `maxWaiting` callers wait already.
   * @throws {DOMException} Named `TimeoutError`, if it takes longer than `timeoutMs`; the message says
   * how many values are in use and since when.
   * @throws Whatever making a value failed with, if there is none that could come back.
   */
  acquire(options?: PoolAcquireOptions): Promise<Lease<T>> {
    return requestLease(this.#core, options, this.acquire);
  }

  /**
   * Borrows a value for the time that a function takes. If the function throws, `discardIf` decides
   * whether the value is destroyed; without it the value is checked before it is lent again, and
   * destroyed if its resource has no health check.
   *
   * Cancel: ends the wait; the function is waited for, as it holds the value.
   *
   * @example An error that says nothing about the connection
   * ```ts
   * import { defineResource, ResourcePool } from "@weir/std/scope";
   * import assert from "node:assert/strict";
   *
   * const connection = defineResource({
   *   name: "database",
   *   acquire: () => ({ isOpen: true }),
   *   release: (connection) => connection.isOpen = false,
   * });
   * await using pool = new ResourcePool(connection, {
   *   discardIf: (error) => !(error instanceof RangeError),
   * });
   * const work = pool.use(() => {
   *   throw new RangeError("out of stock");
   * });
   * await assert.rejects(work, RangeError);
   * assert.equal(pool.stats().idle, 1);
   * ```
   * @returns What the function returned.
   * @throws Whatever the function threw, or {@linkcode ResourcePool.acquire} rejects with.
   */
  async use<R>(
    body: (value: T, context: PoolUseContext) => R | PromiseLike<R>,
    options?: PoolAcquireOptions,
  ): Promise<R> {
    checkFunction("use a value of the pool", "body", body);
    const lease = await requestLease(this.#core, options, this.use);
    const context = new UseContext(lease, options?.signal);
    try {
      const result = await body(lease.value, context);
      lease.release();
      return result;
    } catch (error) {
      lease.fail(error);
      throw error;
    } finally {
      context.end();
    }
  }

  /**
   * Says that a value is broken, for a driver that learns so while nobody uses the value: it is
   * destroyed, at once or when it comes back.
   *
   * @param value The value.
   * @param error What went wrong; the resource's `release` is told, as the failure of its exit.
   * @returns Whether the pool has this value.
   */
  discard(value: T, error?: unknown): boolean {
    return this.#core.stock.evict(value, error);
  }

  /**
   * The pool as a resource: a scope that acquires it borrows a value and gives it back when it closes.
   * After a failure or an abort the value is treated as {@linkcode ResourcePool.use} does; when the
   * scope does not know how the work ended, the value is checked, or destroyed if its resource has no
   * health check. It is the same object each time.
   *
   * @example A connection for the time of a request
   * ```ts
   * import { defineResource, ResourcePool, withScope } from "@weir/std/scope";
   * import assert from "node:assert/strict";
   *
   * const token = defineResource({ name: "token", acquire: () => ({ uses: 0 }), release: () => {} });
   * await using pool = new ResourcePool(token);
   * await withScope("request", async (request) => {
   *   const value = await request.acquire(pool.resource());
   *   value.uses++;
   *   assert.equal(pool.stats().used, 1);
   * });
   * assert.equal(pool.stats().used, 0);
   * ```
   */
  resource(): Resource<T> {
    return this.#resource ??= lendingResource(this.#core);
  }

  /** Answers how the pool stands. */
  stats(): PoolStats {
    return poolStatsOf(this.#core);
  }

  /**
   * Lends no more, waits for the leases and releases every value. A second call, also at the same
   * time, returns the same promise.
   *
   * Order: callers that wait are sent away, creations are cancelled and idle values released at once;
   * a value that is lent is released when it comes back, and after `drainMs` it is taken.
   * Cancel: releases that have not settled after `timeoutMs` are abandoned.
   *
   * Awaited inside {@linkcode ResourcePool.use} it waits for itself, until `drainMs` is over.
   *
   * @throws {DOMException} Named `TimeoutError`, if values had to be taken; the message says where the
   * five oldest were acquired, if `leakAfterMs` is set. A release that hung throws one as well.
   * @throws {ReleaseError} If more than one thing went wrong.
   * @throws {TypeError} If called from inside the release of one of its values.
   * @throws Whatever the one release threw, if that was all that went wrong.
   */
  close(options: PoolCloseOptions = {}): Promise<void> {
    try {
      const core = this.#core;
      checkKeys(CLOSE, options, ["timeoutMs", "drainMs"]);
      const { timeoutMs, drainMs } = options;
      const isDefault = timeoutMs === undefined && drainMs === undefined;
      const times = isDefault
        ? core.settings
        : timeoutMs === undefined
        ? checkCloseTimes(CLOSE, core.settings.closeTimeoutMs, drainMs)
        : checkCloseTimes(CLOSE, timeoutMs, drainMs, "timeoutMs");
      if (core.state !== "closed" && closeWouldWaitForCaller(nodeOf(CLOSE, core.stock.values))) {
        throw new TypeError(
          `Cannot close pool "${core.name}" from inside a release as the close would wait for it: ` +
            "return from the release first",
        );
      }
      if (this.#closing === undefined) {
        this.#closing = new PoolClosing(core);
        this.#closing.start(times);
      } else if (!isDefault && core.state !== "closed") {
        this.#closing.shorten(times);
      }
      return this.#closing.closed;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Closes the pool; the same as `close()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
