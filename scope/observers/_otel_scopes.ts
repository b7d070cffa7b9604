import type {
  ScopeClosedEvent,
  ScopeClosingEvent,
  ScopeEvent,
  ScopeEventBase,
  ScopeLeakedEvent,
  ScopeOpenedEvent,
} from "../events.ts";
import type { ScopeExit } from "../exit.ts";
import { errorType } from "../inspection/error_record.ts";
import type { TraceIds } from "./log_record.ts";
import type {
  OtelApi,
  OtelAttributes,
  OtelContext,
  OtelSpan,
  OtelSpanOptions,
  OtelTracer,
} from "./otel_api.ts";
import { markFailed, recordFailure } from "./_otel_failure.ts";
import { areSilent } from "./_otel_durations.ts";
import type { OtelInstruments } from "./_otel_instruments.ts";

/** The key under which every version of the API keeps the active span. */
const SPAN_KEY = Symbol.for("OpenTelemetry Context Key SPAN");
const NO_TRACE = "0".repeat(32);

/** An open scope. */
export interface ScopeTrace {
  /** What it is called in telemetry. */
  readonly name: string;
  readonly attributes: OtelAttributes;
  startMs: number;
  span: OtelSpan | undefined;
  /** The context that its span was started in. */
  around: OtelContext | undefined;
  /** The span that was active when the scope was opened. */
  activeSpan: unknown;
  /** For what is started inside; made when first needed. */
  context: OtelContext | undefined;
  /** How it ends, once it is closing. */
  exit: ScopeExit | undefined;
  /** What the last of its releases that failed threw, those of its children included. */
  failedAs: string | undefined;
}

/** Spans and metrics of scopes, from opened to closed. */
export class OtelScopes {
  readonly tracer: OtelTracer | undefined;
  readonly instruments: OtelInstruments | undefined;
  readonly nameOf: (scope: string) => string;
  readonly #contexts: OtelApi["context"];
  readonly #noMetrics: boolean;
  readonly #open: Map<number, ScopeTrace> = new Map();
  #lastClosed: ScopeTrace | undefined;
  #lastClosedId = 0;

  constructor(
    tracer: OtelTracer | undefined,
    contexts: OtelApi["context"],
    instruments: OtelInstruments | undefined,
    nameOf: (scope: string) => string,
  ) {
    this.tracer = tracer;
    this.#contexts = contexts;
    this.instruments = instruments;
    this.nameOf = nameOf;
    this.#noMetrics = instruments === undefined ||
      areSilent(instruments.scopeDuration, instruments.acquireDuration);
  }

  /** Scopes that are open. */
  get size(): number {
    return this.#open.size;
  }

  get(scopeId: number): ScopeTrace | undefined {
    return this.#open.get(scopeId);
  }

  /** Answers whether there is an SDK behind the API. */
  opened(event: ScopeOpenedEvent): boolean {
    const name = this.nameOf(event.scope);
    const scope: ScopeTrace = {
      name,
      attributes: { "weir.scope.name": name },
      startMs: 0,
      span: undefined,
      around: undefined,
      activeSpan: undefined,
      context: undefined,
      exit: undefined,
      failedAs: undefined,
    };
    if (this.tracer !== undefined) this.#start(scope, event, this.tracer);
    const isOff = this.#noMetrics && (scope.span === undefined || goesNowhere(scope.span));
    if (isOff) return false;
    this.#open.set(event.scopeId, scope);
    this.instruments?.scopesActive.add(1, scope.attributes);
    return true;
  }

  /**
   * A scope's span is below that of its parent, and that of a root below the active one. Where a span
   * that was started since the parent was opened is active, as that of a request is in its handler,
   * the scope belongs to that, with a link to its parent where that is in another trace.
   */
  #start(scope: ScopeTrace, { atMs, parentId }: ScopeOpenedEvent, tracer: OtelTracer): void {
    scope.startMs = atMs;
    scope.around = this.#contexts!.active();
    scope.activeSpan = scope.around.getValue(SPAN_KEY);
    const parent = parentId === undefined ? undefined : this.#open.get(parentId);
    const options: OtelSpanOptions = { startTime: scope.startMs, attributes: scope.attributes };
    if (parent?.span !== undefined) {
      const { activeSpan } = scope;
      const isNew = activeSpan !== undefined && activeSpan !== parent.activeSpan;
      if (isNew) addLink(options, activeSpan as OtelSpan, parent.span);
      else scope.around = this.contextOf(parent);
    }
    scope.span = tracer.startSpan(`weir.scope ${scope.name}`, options, scope.around);
  }

  closing({ scopeId, exit }: ScopeClosingEvent): void {
    const scope = this.#open.get(scopeId);
    if (scope !== undefined) scope.exit = exit;
  }

  releaseFailed({ scopeId }: ScopeEventBase, error: unknown): void {
    const scope = this.#open.get(scopeId);
    if (scope !== undefined) scope.failedAs = errorType(error);
  }

  closed(event: ScopeClosedEvent): void {
    const { scopeId, parentId, exit, failures, durationMs } = event;
    const scope = this.#open.get(scopeId);
    if (scope === undefined) return;
    this.#open.delete(scopeId);
    this.#lastClosed = scope;
    this.#lastClosedId = scopeId;
    const attributes: OtelAttributes = { ...scope.attributes, "weir.exit": exit.status };
    const type = rejectionType(event, scope.failedAs);
    if (type !== undefined) attributes["error.type"] = type;
    const parent = parentId === undefined ? undefined : this.#open.get(parentId);
    if (parent !== undefined && failures > 0) parent.failedAs = scope.failedAs;
    this.instruments?.scopesActive.add(-1, scope.attributes);
    this.instruments?.scopeDuration.record(durationMs / 1_000, attributes);
    if (scope.span === undefined) return;
    const endMs = scope.startMs + durationMs;
    scope.span.setAttribute("weir.exit", exit.status);
    if (type !== undefined) this.#markExit(scope.span, event, type, parent?.exit === exit, endMs);
    scope.span.end(endMs);
  }

  /** One that was dropped ends here, as it will not be closed. */
  leaked({ scopeId, reason, openMs, place, atMs }: ScopeLeakedEvent): void {
    const scope = this.#open.get(scopeId);
    if (scope === undefined) return;
    scope.span?.addEvent("leak", place === undefined ? {} : { "weir.place": place }, atMs);
    if (reason === "open") return;
    this.#open.delete(scopeId);
    this.instruments?.scopesActive.add(-1, scope.attributes);
    const attributes = { ...scope.attributes, "error.type": "collected" };
    this.instruments?.scopeDuration.record(openMs / 1_000, attributes);
    if (scope.span === undefined) return;
    markFailed(scope.span, "collected", "dropped without having been closed");
    scope.span.end(scope.startMs + openMs);
  }

  /** An error that a whole branch ended with is told in full once, at its root. */
  #markExit(
    span: OtelSpan,
    { exit, failures }: ScopeClosedEvent,
    type: string,
    inherited: boolean,
    endMs: number,
  ): void {
    if (exit.status !== "failure") {
      return markFailed(
        span,
        type,
        `${failures} ${failures === 1 ? "release" : "releases"} failed`,
      );
    }
    if (inherited) return markFailed(span, type, "closed with its parent, which failed");
    recordFailure(span, exit.error, endMs);
    span.setAttribute("error.type", type);
  }

  /** Where spans inside the scope begin. */
  contextOf(scope: ScopeTrace): OtelContext {
    return scope.context ??= scope.around!.setValue(SPAN_KEY, scope.span);
  }

  /** Where a span for an event begins: in its scope, while that is open. */
  contextFor({ scopeId }: ScopeEventBase): OtelContext {
    const scope = this.#open.get(scopeId);
    return scope?.span === undefined ? this.#contexts!.active() : this.contextOf(scope);
  }

  /** Runs a function with the scope's span as the active one. */
  within<T>(scopeId: number, fn: () => T): T {
    const scope = this.#open.get(scopeId);
    return scope?.span === undefined ? fn() : this.#contexts!.with(this.contextOf(scope), fn);
  }

  /** The scope of the event, also that of a `scope.closed` that has just been handled. */
  traceOf(event: ScopeEvent): TraceIds | undefined {
    const scope = this.#open.get(event.scopeId) ??
      (event.scopeId === this.#lastClosedId ? this.#lastClosed : undefined);
    if (scope?.span === undefined) return undefined;
    const { traceId, spanId } = scope.span.spanContext();
    return traceId === NO_TRACE ? undefined : { traceId, spanId };
  }
}

/** What the scope rejects with: one failure as it is; more, or one besides that of the work, together. */
function rejectionType(
  { exit, failures }: ScopeClosedEvent,
  failedAs: string | undefined,
): string | undefined {
  if (failures === 0) return exit.status === "failure" ? errorType(exit.error) : undefined;
  const isAlone = failures === 1 && (exit.status === "success" || exit.status === "unknown");
  return isAlone && failedAs !== undefined ? failedAs : "ReleaseError";
}

function addLink(options: OtelSpanOptions, active: OtelSpan, parent: OtelSpan): void {
  const context = parent.spanContext();
  if (active.spanContext().traceId !== context.traceId) options.links = [{ context }];
}

/** An API without an SDK behind it hands out spans without a number. */
function goesNowhere(span: OtelSpan): boolean {
  return !span.isRecording() && span.spanContext().traceId === NO_TRACE;
}
