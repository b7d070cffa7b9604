import type { PoolCore } from "./_pool_core.ts";

/** What a pool answers when asked how it stands. */
export interface PoolStats {
  /** `"open"`, `"closing"` or `"closed"`. */
  readonly state: "open" | "closing" | "closed";
  /** Values that are lent. */
  readonly used: number;
  /** Values that can be lent. */
  readonly idle: number;
  /** Values that are being checked. */
  readonly checking: number;
  /** Values that are being made. */
  readonly creating: number;
  /**
   * Values whose creation was given up while the resource goes on with it, as it does not look at the
   * signal; they take a place in the pool until they have come and been released, or have failed.
   */
  readonly overdue: number;
  /** Values that are being released; they still take a place in the pool. */
  readonly leaving: number;
  /** Callers that wait. */
  readonly pending: number;
  /** Milliseconds that the longest of the leases has lasted; 0 without any. */
  readonly longestUseMs: number;
  /** Leases at any time. */
  readonly acquired: number;
  /** Callers that were sent away as their time was up. */
  readonly timeouts: number;
  /** Values that were made. */
  readonly created: number;
  /** Values that could not be made. */
  readonly createFailed: number;
  /** Health checks that failed. */
  readonly unhealthy: number;
  /** Leases that lasted for longer than `leakAfterMs`. */
  readonly leaked: number;
  /** Values whose release went well, late ones included. */
  readonly destroyed: number;
  /** Values whose release threw. */
  readonly destroyFailed: number;
  /** Values whose release was given up as it did not settle in time. */
  readonly abandoned: number;
  /** Values that came, or were released, later than they should have been. */
  readonly lateReleased: number;
  /** Errors that observers threw. */
  readonly observerErrors: number;
}

/** Takes the snapshot. */
export function poolStatsOf<T>(core: PoolCore<T>): PoolStats {
  const { stock, leases } = core;
  const values = stock.values.stats();
  return Object.freeze({
    state: core.state,
    used: leases.size,
    idle: stock.idle.length,
    checking: stock.checking,
    creating: stock.creation.running,
    overdue: stock.creation.overdue,
    leaving: stock.leaving,
    pending: core.waiters.size,
    longestUseMs: leases.oldest === undefined ? 0 : core.nowMs() - leases.oldest.sinceMs,
    acquired: core.acquired,
    timeouts: core.timeouts,
    created: values.acquired,
    createFailed: values.acquireFailed,
    unhealthy: stock.unhealthy,
    leaked: core.leaked,
    destroyed: values.released,
    destroyFailed: values.releaseFailed,
    abandoned: values.abandoned,
    lateReleased: values.lateReleased + stock.lateReleased,
    observerErrors: core.news.observerErrors,
  });
}
