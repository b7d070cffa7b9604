import {
  checkFunction,
  checkKeys,
  checkObject,
  optionMessage,
} from "../../_internal/check_option.ts";
import type { ScopeEvent, ScopeObserver } from "../events.ts";
import { nodeOf, type Scope } from "../scope.ts";
import type { TraceIds } from "./log_record.ts";
import type { OtelApi } from "./otel_api.ts";
import { globalOtelApi, LIBRARY } from "./_global_otel_api.ts";
import { createInstruments } from "./_otel_instruments.ts";
import { OtelResources } from "./_otel_resources.ts";
import { OtelScopes } from "./_otel_scopes.ts";

/** Options of {@linkcode otelObserver}. */
export interface OtelObserverOptions {
  /**
   * What a scope is called in spans and metrics. Where names tell one scope from another, as
   * `order 4711` does, let it answer with their kind: each name is a series of its own in every metric.
   *
   * @default the scope's name
   */
  readonly scopeName?: (scope: string) => string;
}

/** How an {@linkcode OtelObserver} stands. */
export interface OtelObserverStats {
  /** Scopes whose span is open. */
  readonly scopes: number;
  /** Resources that are being acquired, held or released. */
  readonly resources: number;
}

/** An observer that hands events to OpenTelemetry. */
export interface OtelObserver extends ScopeObserver {
  /** Answers with the span of the event's scope, for the option of {@linkcode logObserver}. */
  traceOf(event: ScopeEvent): TraceIds | undefined;
  /**
   * Runs a function with the span of an open scope as the active one, so that spans which are started
   * in it, by it or by what it calls, stand below the scope's. Answers what the function does.
   *
   * @throws {TypeError} If it is not handed a scope and a function.
   */
  within<T>(scope: Scope, fn: () => T): T;
  /** Answers how it stands. */
  stats(): OtelObserverStats;
}

/**
 * Makes an observer that turns events into OpenTelemetry's spans and metrics.
 *
 * Spans: `weir.scope <name>` from opened to closed, and below it `weir.acquire <resource>` and
 * `weir.release <resource>`. A scope's span stands below that of its parent, a root's below the
 * active one; where a span is active that was started since the parent was opened, such as that of
 * a request in its handler, the scope's stands below that one. What fails has the status `ERROR`, an
 * `error.type` and the error with all that it wraps. Events of spans are `retry`, `late_release` and
 * `leak`. A release that is given up ends its span, so that nothing is open once the scope is closed.
 *
 * Metrics, in seconds: `weir.scope.duration`, `weir.resource.acquire.duration`,
 * `weir.resource.use.duration`, `weir.resource.release.duration`; up and down: `weir.scope.active`,
 * `weir.resource.active`; counted: `weir.resource.retries`, `weir.resource.late_releases`,
 * `weir.resource.leaks`.
 *
 * Memory: an entry per open scope and per resource until its release has ended.
 *
 * @example In Deno, `OTEL_DENO=true` is all it takes
 * ```ts
 * import { otelObserver, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const telemetry = otelObserver();
 * const result = await withScope("job", (job) => {
 *   job.defer("lock", () => {});
 *   return telemetry.within(job, () => "done");
 * }, { observers: [telemetry] });
 * assert.equal(result, "done");
 * assert.deepEqual(telemetry.stats(), { scopes: 0, resources: 0 });
 * ```
 * @param api The namespace of `npm:@opentelemetry/api`. Without it, what Deno, or an SDK for version 1
 * of that package, has registered. Where no SDK is registered by the time the first scope is opened,
 * the observer does nothing from then on.
 * @throws {TypeError} If the API lacks a function that is used here, or an option has the wrong type or
 * does not exist.
 */
export function otelObserver(
  api?: OtelApi,
  options: OtelObserverOptions = {},
): OtelObserver {
  const action = "observe scopes";
  checkKeys(action, options, ["scopeName"]);
  const { scopeName = sameName } = options;
  checkFunction(action, "scopeName", scopeName);
  if (api !== undefined) checkApi(action, api);
  const telemetry = new Telemetry(api, scopeName);
  const observer = (event: ScopeEvent) => telemetry.observe(event);
  Object.defineProperty(observer, "isIdle", { get: () => telemetry.isOff });
  return Object.assign(observer, {
    traceOf: (event: ScopeEvent) => telemetry.parts?.scopes.traceOf(event),
    within: <T>(scope: Scope, fn: () => T): T => {
      const action = "run within the scope";
      checkFunction(action, "fn", fn);
      const { id } = nodeOf(action, scope);
      return telemetry.parts === undefined ? fn() : telemetry.parts.scopes.within(id, fn);
    },
    stats: () =>
      Object.freeze({
        scopes: telemetry.parts?.scopes.size ?? 0,
        resources: telemetry.parts?.resources.size ?? 0,
      }),
  });
}

/** Each family of events has a part of its own. */
interface Parts {
  readonly scopes: OtelScopes;
  readonly resources: OtelResources;
}

/** Looks for an SDK when the first scope is opened; where there is none, it stays off. */
class Telemetry {
  parts: Parts | undefined;
  readonly #api: OtelApi | undefined;
  readonly #scopeName: (scope: string) => string;
  isOff = false;

  constructor(api: OtelApi | undefined, scopeName: (scope: string) => string) {
    this.#api = api;
    this.#scopeName = scopeName;
  }

  observe(event: ScopeEvent): void {
    if (this.isOff) return;
    this.parts ??= this.#start();
    const { scopes, resources } = this.parts;
    if (event.type === "scope.opened") {
      this.isOff = !scopes.opened(event) && scopes.size === 0;
    } else if (event.type === "scope.closing") scopes.closing(event);
    else if (event.type === "scope.closed") scopes.closed(event);
    else if (event.type === "scope.leaked") scopes.leaked(event);
    else resources.handle(event);
  }

  #start(): Parts {
    const { trace, context, metrics } = this.#api ?? globalOtelApi() ?? {};
    const tracer = context && trace?.getTracer(LIBRARY);
    const instruments = metrics && createInstruments(metrics.getMeter(LIBRARY));
    const scopes = new OtelScopes(tracer, context, instruments, this.#scopeName);
    return { scopes, resources: new OtelResources(scopes) };
  }
}

function sameName(scope: string): string {
  return scope;
}

/** Its parts may be objects or, as Deno's are, classes with static methods. */
function checkApi(action: string, api: OtelApi): void {
  checkObject(action, "api", api);
  const { trace, context, metrics } = api;
  if (trace === undefined && metrics === undefined) {
    throw new TypeError(optionMessage(action, "api", "the API of OpenTelemetry", api));
  }
  if (trace !== undefined) checkFunction(action, "api.trace.getTracer", trace.getTracer);
  if (metrics !== undefined) checkFunction(action, "api.metrics.getMeter", metrics.getMeter);
  if (context !== undefined) {
    checkFunction(action, "api.context.active", context.active);
    checkFunction(action, "api.context.with", context.with);
  }
}
