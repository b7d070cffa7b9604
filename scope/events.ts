import type { ScopeExit } from "./exit.ts";

/** What every event says about its scope. */
export interface ScopeEventBase {
  /** Wall-clock time in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** Name of the scope. */
  readonly scope: string;
  /** Names from the root to the scope, joined with `/`. */
  readonly path: string;
  /** Number of the scope, unique within the program. */
  readonly scopeId: number;
  /** Number of the parent scope; `undefined` for a root. */
  readonly parentId: number | undefined;
}

/** What every event about a resource adds. */
export interface ResourceEventBase extends ScopeEventBase {
  /** Name of the resource. */
  readonly resource: string;
  /** Number of this acquisition, unique within the program. */
  readonly resourceId: number;
}

/** A scope was made. */
export interface ScopeOpenedEvent extends ScopeEventBase {
  /** Kind of the event. */
  readonly type: "scope.opened";
}

/** A scope begins to release what it holds. */
export interface ScopeClosingEvent extends ScopeEventBase {
  /** Kind of the event. */
  readonly type: "scope.closing";
  /** How its work ended. */
  readonly exit: ScopeExit;
}

/** A scope holds nothing any more. */
export interface ScopeClosedEvent extends ScopeEventBase {
  /** Kind of the event. */
  readonly type: "scope.closed";
  /** How its work ended. */
  readonly exit: ScopeExit;
  /** Milliseconds from opened to closed. */
  readonly durationMs: number;
  /** Milliseconds from closing to closed. */
  readonly closeMs: number;
  /** Releases that failed or were abandoned, those of its children included. */
  readonly failures: number;
}

/** A resource is being acquired. */
export interface ResourceAcquiringEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.acquiring";
}

/** A scope holds a resource from now on; adopted ones come without an acquiring event. */
export interface ResourceAcquiredEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.acquired";
  /** Milliseconds it took, all tries and the pauses between them included. */
  readonly durationMs: number;
  /** The try that succeeded, from 1; `undefined` for what was adopted. */
  readonly attempt: number | undefined;
}

/** Acquiring threw, timed out or was cancelled. */
export interface ResourceAcquireFailedEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.acquire_failed";
  /** Milliseconds until it failed. */
  readonly durationMs: number;
  /** The last try that was begun, from 1. */
  readonly attempt: number;
  /** What the caller was given. */
  readonly error: unknown;
}

/** A resource is being released. */
export interface ResourceReleasingEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.releasing";
  /** Milliseconds it was held. */
  readonly heldMs: number;
}

/** A resource was released in time. */
export interface ResourceReleasedEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.released";
  /** Milliseconds it was held. */
  readonly heldMs: number;
  /** Milliseconds that releasing took. */
  readonly durationMs: number;
}

/** A release threw. */
export interface ResourceReleaseFailedEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.release_failed";
  /** Milliseconds until it threw. */
  readonly durationMs: number;
  /** What it threw. */
  readonly error: unknown;
}

/** A release did not settle in time and was abandoned. */
export interface ResourceReleaseTimeoutEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.release_timeout";
  /** Milliseconds that were waited. */
  readonly durationMs: number;
  /** The `TimeoutError` that was recorded. */
  readonly error: unknown;
}

/** A resource was released later than it should have been. */
export interface ResourceLateReleasedEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.late_released";
  /**
   * `"arrival"`: its value came after the caller had given up. `"release"`: its release settled after
   * it had been abandoned.
   */
  readonly late: "arrival" | "release";
  /** Milliseconds that releasing took. */
  readonly durationMs: number;
}

/** Acquiring failed and is tried again after a pause. */
export interface ResourceRetryingEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.retrying";
  /** The try that failed, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next one. */
  readonly delayMs: number;
  /** What the try threw. */
  readonly error: unknown;
}

/** A resource was handed over to another scope. */
export interface ResourceMovedEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.moved";
  /** Path of the scope that holds it now. */
  readonly to: string;
  /** Number of that scope. */
  readonly toScopeId: number;
}

/** A resource has been held for longer than the scope's options call usual, or its scope was forgotten. */
export interface ResourceLeakedEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.leaked";
  /** Milliseconds it has been held. */
  readonly heldMs: number;
  /** File, line and column of the code that acquired it, where that was taken down. */
  readonly place: string | undefined;
}

/** A health check says that a resource does not work. */
export interface ResourceUnhealthyEvent extends ResourceEventBase {
  /** Kind of the event. */
  readonly type: "resource.unhealthy";
  /** Milliseconds that the check took. */
  readonly durationMs: number;
  /** What the check threw, or a `TimeoutError`. */
  readonly error: unknown;
}

/**
 * A child scope has been open for longer than usual, or a scope was dropped without having been
 * closed: a root, with all that are below it.
 */
export interface ScopeLeakedEvent extends ScopeEventBase {
  /** Kind of the event. */
  readonly type: "scope.leaked";
  /**
   * `"open"`: it has been open for longer than the `heldMs` of its `leaks` option. `"collected"`: it
   * was garbage-collected; each resource that it held is told of as well.
   */
  readonly reason: "open" | "collected";
  /** Milliseconds it has been open. */
  readonly openMs: number;
  /** How many resources it holds, itself and in its children. */
  readonly held: number;
  /** File, line and column of the code that opened it, where that was taken down. */
  readonly place: string | undefined;
}

/** What happens in scopes, one object per event. */
export type ScopeEvent =
  | ScopeOpenedEvent
  | ScopeClosingEvent
  | ScopeClosedEvent
  | ScopeLeakedEvent
  | ResourceAcquiringEvent
  | ResourceAcquiredEvent
  | ResourceAcquireFailedEvent
  | ResourceReleasingEvent
  | ResourceReleasedEvent
  | ResourceReleaseFailedEvent
  | ResourceReleaseTimeoutEvent
  | ResourceLateReleasedEvent
  | ResourceRetryingEvent
  | ResourceMovedEvent
  | ResourceLeakedEvent
  | ResourceUnhealthyEvent;

/**
 * Is called with every event, in order. What it throws is swallowed and counted in `stats()`. All
 * observers are handed the same object, which is frozen where there are two or more.
 */
export interface ScopeObserver {
  /** Hears of an event. */
  (event: ScopeEvent): void;
  /** `true` if it has nothing to do: a scope that is opened with it leaves it out, for good. */
  readonly isIdle?: boolean;
}
