import type {
  ResourceAcquiredEvent,
  ResourceAcquireFailedEvent,
  ResourceEventBase,
  ResourceLateReleasedEvent,
  ResourceMovedEvent,
  ResourceReleaseFailedEvent,
  ResourceReleaseTimeoutEvent,
  ResourceReleasingEvent,
  ResourceRetryingEvent,
  ScopeEvent,
} from "../events.ts";
import { errorType } from "../inspection/error_record.ts";
import type { OtelAttributes, OtelContext, OtelSpan } from "./otel_api.ts";
import { recordFailure } from "./_otel_failure.ts";
import type { OtelScopes } from "./_otel_scopes.ts";

/** A resource from the wish for it until its release has ended. */
interface ResourceTrace {
  attributes: OtelAttributes;
  /** That of the acquisition or the release under way. */
  span: OtelSpan | undefined;
  startMs: number;
  isAcquiring: boolean;
  /** It counts as active. */
  isHeld: boolean;
}

/** How many acquisitions that failed are remembered. */
const GIVEN_UP_LIMIT = 1_000;

/** Spans and metrics of resources. */
export class OtelResources {
  readonly #scopes: OtelScopes;
  readonly #live: Map<number, ResourceTrace> = new Map();
  /** Where the release belongs if the value arrives after all, maybe when its scope has closed. */
  readonly #givenUp: Map<number, OtelContext> = new Map();

  constructor(scopes: OtelScopes) {
    this.#scopes = scopes;
  }

  /** Resources that are being acquired, held or released. */
  get size(): number {
    return this.#live.size;
  }

  handle(event: Extract<ScopeEvent, ResourceEventBase>): void {
    switch (event.type) {
      case "resource.acquiring":
        this.#begin(event, "weir.acquire").isAcquiring = true;
        return;
      case "resource.acquired":
        return this.#acquired(event);
      case "resource.acquire_failed":
        return this.#acquireFailed(event);
      case "resource.retrying":
        return this.#retrying(event);
      case "resource.moved":
        return this.#moved(event);
      case "resource.leaked":
        this.#scopes.instruments?.leaks.add(1, this.#attributesOf(event));
        return this.#tell(event, "leak", "weir.place", event.place);
      case "resource.releasing":
        return this.#releasing(event);
      case "resource.released":
        return this.#endRelease(event, event.durationMs);
      case "resource.release_failed":
      case "resource.release_timeout":
        return this.#releaseFailed(event);
      case "resource.late_released":
        return this.#lateReleased(event);
    }
  }

  #acquired(event: ResourceAcquiredEvent): void {
    const live = this.#traceOf(event);
    if (live.isAcquiring) {
      this.#scopes.instruments?.acquireDuration.record(event.durationMs / 1_000, live.attributes);
      live.span?.end(live.startMs + event.durationMs);
      live.span = undefined;
      live.isAcquiring = false;
    }
    live.isHeld = true;
    this.#scopes.instruments?.resourcesActive.add(1, live.attributes);
  }

  #acquireFailed(event: ResourceAcquireFailedEvent): void {
    const { resourceId, durationMs, error } = event;
    const live = this.#live.get(resourceId);
    if (live === undefined) return;
    this.#live.delete(resourceId);
    const attributes = withError(live.attributes, error);
    this.#scopes.instruments?.acquireDuration.record(durationMs / 1_000, attributes);
    if (live.span === undefined) return;
    endFailed(live, error, durationMs);
    this.#givenUp.set(resourceId, this.#scopes.contextFor(event));
    if (this.#givenUp.size <= GIVEN_UP_LIMIT) return;
    for (const oldest of this.#givenUp.keys()) return void this.#givenUp.delete(oldest);
  }

  #retrying(event: ResourceRetryingEvent): void {
    const { resourceId, attempt, error } = event;
    const attributes = withError(this.#attributesOf(event), error);
    this.#scopes.instruments?.retries.add(1, attributes);
    this.#live.get(resourceId)?.span?.addEvent(
      "retry",
      { "weir.attempt": attempt, "error.type": errorType(error) },
      event.atMs,
    );
  }

  /** Moved to where nobody tells this observer, it is not its affair any more. */
  #moved({ resource, resourceId, toScopeId }: ResourceMovedEvent): void {
    const live = this.#live.get(resourceId);
    if (live === undefined || !live.isHeld) return;
    this.#scopes.instruments?.resourcesActive.add(-1, live.attributes);
    const target = toScopeId === undefined ? undefined : this.#scopes.get(toScopeId);
    if (target === undefined) {
      this.#live.delete(resourceId);
      return;
    }
    live.attributes = { "weir.scope.name": target.name, "weir.resource.name": resource };
    this.#scopes.instruments?.resourcesActive.add(1, live.attributes);
  }

  #releasing(event: ResourceReleasingEvent): void {
    const live = this.#begin(event, "weir.release");
    if (!live.isHeld) return;
    this.#scopes.instruments?.useDuration.record(event.heldMs / 1_000, live.attributes);
  }

  #releaseFailed(event: ResourceReleaseFailedEvent | ResourceReleaseTimeoutEvent): void {
    this.#scopes.releaseFailed(event, event.error);
    // What failed after it had been given up has had its span.
    if (!this.#live.has(event.resourceId)) {
      return this.#tell(event, "late_release", "error.type", errorType(event.error));
    }
    this.#endRelease(event, event.durationMs, { error: event.error });
  }

  #lateReleased(event: ResourceLateReleasedEvent): void {
    this.#scopes.instruments?.lateReleases.add(1, this.#attributesOf(event));
    if (event.late === "release") return this.#tell(event, "late_release", "weir.late", "release");
    const live = this.#live.get(event.resourceId);
    live?.span?.addEvent("late_release", { "weir.late": "arrival" }, event.atMs);
    this.#endRelease(event, event.durationMs);
  }

  #endRelease(
    { resourceId }: ResourceEventBase,
    durationMs: number,
    failed?: { readonly error: unknown },
  ): void {
    const live = this.#live.get(resourceId);
    if (live === undefined) return;
    this.#live.delete(resourceId);
    const instruments = this.#scopes.instruments;
    if (live.isHeld) instruments?.resourcesActive.add(-1, live.attributes);
    const attributes = failed === undefined
      ? live.attributes
      : withError(live.attributes, failed.error);
    instruments?.releaseDuration.record(durationMs / 1_000, attributes);
    if (failed === undefined) live.span?.end(live.startMs + durationMs);
    else endFailed(live, failed.error, durationMs);
  }

  #begin(event: ResourceEventBase, verb: "weir.acquire" | "weir.release"): ResourceTrace {
    const live = this.#traceOf(event);
    const { tracer } = this.#scopes;
    if (tracer !== undefined) {
      live.startMs = event.atMs;
      const options = { startTime: live.startMs, attributes: live.attributes };
      const context = this.#givenUp.get(event.resourceId) ?? this.#scopes.contextFor(event);
      this.#givenUp.delete(event.resourceId);
      live.span = tracer.startSpan(`${verb} ${event.resource}`, options, context);
    }
    return live;
  }

  /** What was adopted, or came too late, is first heard of when it is held or released. */
  #traceOf(event: ResourceEventBase): ResourceTrace {
    let live = this.#live.get(event.resourceId);
    if (live !== undefined) return live;
    const attributes = this.#attributesOf(event);
    live = { attributes, span: undefined, startMs: 0, isAcquiring: false, isHeld: false };
    this.#live.set(event.resourceId, live);
    return live;
  }

  #attributesOf({ scope, scopeId, resource, resourceId }: ResourceEventBase): OtelAttributes {
    const known = this.#live.get(resourceId);
    if (known !== undefined) return known.attributes;
    const name = this.#scopes.get(scopeId)?.name ?? this.#scopes.nameOf(scope);
    return { "weir.scope.name": name, "weir.resource.name": resource };
  }

  /** Adds an event to the span of the scope, where that is open. */
  #tell(event: ResourceEventBase, name: string, key: string, value: string | undefined): void {
    const attributes: OtelAttributes = { "weir.resource.name": event.resource };
    if (value !== undefined) attributes[key] = value;
    this.#scopes.get(event.scopeId)?.span?.addEvent(name, attributes, event.atMs);
  }
}

function withError(attributes: OtelAttributes, error: unknown): OtelAttributes {
  return { ...attributes, "error.type": errorType(error) };
}

function endFailed({ span, startMs }: ResourceTrace, error: unknown, durationMs: number): void {
  if (span === undefined) return;
  recordFailure(span, error, startMs + durationMs);
  span.end(startMs + durationMs);
}
