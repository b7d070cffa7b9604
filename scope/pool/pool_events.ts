/** What every event says about its pool; the figures are those after the event. */
export interface PoolEventBase {
  /** Wall-clock time in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** Name of the pool. */
  readonly pool: string;
  /** Number of the pool, unique within the program. */
  readonly poolId: number;
  /** Values that are in the pool and not lent: idle, being checked, just made or just back. */
  readonly idle: number;
  /** Values that are lent. */
  readonly used: number;
  /** Callers that wait. */
  readonly pending: number;
}

/** A pool was made. */
export interface PoolOpenedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.opened";
  /** Values it keeps at least. */
  readonly min: number;
  /** Values it keeps at most. */
  readonly max: number;
}

/** A caller has to wait. */
export interface PoolWaitingEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.waiting";
}

/** A value was lent. */
export interface PoolAcquiredEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.acquired";
  /** Milliseconds that the caller waited. */
  readonly waitMs: number;
}

/** A caller was sent away. */
export interface PoolAcquireFailedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.acquire_failed";
  /** Why: its time was up, its signal aborted, no value can be made, too many wait, the pool closes. */
  readonly reason: "timeout" | "aborted" | "create_failed" | "busy" | "closed";
  /** Milliseconds that it waited. */
  readonly waitMs: number;
  /** What it was given. */
  readonly error: unknown;
}

/** A value was given back. */
export interface PoolReleasedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.released";
  /** Milliseconds that it was lent. */
  readonly useMs: number;
  /** Whether the lease had been reported as leaked. */
  readonly wasLeaked: boolean;
}

/** A new value is there. */
export interface PoolCreatedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.created";
  /** Milliseconds that making it took, retries included. */
  readonly durationMs: number;
}

/** A new value could not be made. */
export interface PoolCreateFailedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.create_failed";
  /** Milliseconds until it failed, retries included. */
  readonly durationMs: number;
  /** What it failed with. */
  readonly error: unknown;
}

/** A health check says that a value does not work; it is destroyed next. */
export interface PoolUnhealthyEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.unhealthy";
  /** Milliseconds that the check took. */
  readonly durationMs: number;
  /** What the check threw, or a `TimeoutError`. */
  readonly error: unknown;
}

/** Why a value left its pool. */
export type PoolDestroyReason = "idle" | "lifetime" | "unhealthy" | "discarded" | "closed";

/** A value left the pool and was released. */
export interface PoolDestroyedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.destroyed";
  /** Why it had to go. */
  readonly reason: PoolDestroyReason;
  /** Milliseconds from its creation until it left. */
  readonly ageMs: number;
  /** Milliseconds that its release took. */
  readonly durationMs: number;
}

/** A value left the pool, but its release threw or was given up; its place is free all the same. */
export interface PoolDestroyFailedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.destroy_failed";
  /** Why it had to go. */
  readonly reason: PoolDestroyReason;
  /** Milliseconds from its creation until it left. */
  readonly ageMs: number;
  /** Milliseconds that were waited for its release. */
  readonly durationMs: number;
  /** What its release threw, or a `TimeoutError`. */
  readonly error: unknown;
}

/** A lease has lasted for longer than `leakAfterMs`; said once for each. */
export interface PoolLeakedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.leaked";
  /** Milliseconds that it has lasted. */
  readonly heldMs: number;
  /** Where the value was acquired, as `file:///app/orders.ts:12:34`. */
  readonly place: string | undefined;
}

/** A pool lends no more. */
export interface PoolClosingEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.closing";
}

/** A pool is empty. */
export interface PoolClosedEvent extends PoolEventBase {
  /** Kind of the event. */
  readonly type: "pool.closed";
  /** Milliseconds from closing to closed. */
  readonly durationMs: number;
  /** Values that were taken from their holders, as the time to drain was over. */
  readonly taken: number;
}

/** What happens in pools, one frozen object per event. */
export type PoolEvent =
  | PoolOpenedEvent
  | PoolWaitingEvent
  | PoolAcquiredEvent
  | PoolAcquireFailedEvent
  | PoolReleasedEvent
  | PoolCreatedEvent
  | PoolCreateFailedEvent
  | PoolUnhealthyEvent
  | PoolDestroyedEvent
  | PoolDestroyFailedEvent
  | PoolLeakedEvent
  | PoolClosingEvent
  | PoolClosedEvent;

/** Is called with every event, in order. What it throws is swallowed and counted in `stats()`. */
export interface PoolObserver {
  /** Hears of an event. */
  (event: PoolEvent): void;
  /** `true` if it has nothing to do: a pool that is made with it leaves it out, for good. */
  readonly isIdle?: boolean;
}
