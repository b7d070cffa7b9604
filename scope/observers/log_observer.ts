import { checkFunction, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { ScopeEvent } from "../events.ts";
import type { PoolEvent } from "../pool/pool_events.ts";
import { lineOf, type LogLevel } from "./_log_messages.ts";
import { recordOf, type TraceIds } from "./log_record.ts";
import { renderMessage } from "./_render_message.ts";

/**
 * A logger with structured properties, as LogTape's are. Messages are templates in its manner: a name
 * in braces stands for the property of that name, a dot for a property of a property.
 */
export interface ScopeLogger {
  /** Logs what is of interest to whoever looks for a fault. */
  debug(message: string, properties: Record<string, unknown>): void;
  /** Logs what is of interest to whoever runs the program. */
  info(message: string, properties: Record<string, unknown>): void;
  /** Logs what went on, but not as it should. */
  warn?(message: string, properties: Record<string, unknown>): void;
  /** The same, for loggers that have no `warn`. */
  warning?(message: string, properties: Record<string, unknown>): void;
  /** Logs what failed. */
  error(message: string, properties: Record<string, unknown>): void;
  /** Whether a level is written anywhere: what is not is never put together. */
  isEnabledFor?(level: "debug" | "info" | "warning" | "error"): boolean;
}

/** A logger that takes the properties first and fills no templates, as pino does. */
export interface PropertiesFirstLogger {
  /** Logs what is of interest to whoever looks for a fault. */
  debug(properties: object, message: string): void;
  /** Logs what is of interest to whoever runs the program. */
  info(properties: object, message: string): void;
  /** Logs what went on, but not as it should. */
  warn(properties: object, message: string): void;
  /** Logs what failed. */
  error(properties: object, message: string): void;
  /** Whether a level is written anywhere. */
  isLevelEnabled(level: string): boolean;
  /** Properties of every line; loggers of this kind are told by it. */
  bindings(): object;
}

/** Options of {@linkcode logObserver}. */
export interface LogObserverOptions {
  /**
   * Where an event of a scope stands in a trace, for `traceId` and `spanId` of its record; the `traceOf` of an
   * {@linkcode OtelObserver} answers with the span of the event's scope.
   *
   * @default records have neither
   */
  readonly traceOf?: (event: ScopeEvent) => TraceIds | undefined;
}

/** An observer of scopes and of pools. */
export interface LogObserver {
  /** Hears of an event. */
  (event: ScopeEvent | PoolEvent): void;
}

/**
 * Makes an observer, for scopes and for pools, that writes every event to a logger, with a
 * {@linkcode ScopeLogRecord} or a {@linkcode PoolLogRecord} as the properties.
 *
 * Scopes: roots that close as `info` or, where their work failed, as `error`, so are releases and
 * acquisitions that fail; what was late, given up, leaked or is tried again as `warn`, the rest as
 * `debug`. Pools: a value that could not be released as `error`; one that leaked, does not work or
 * could not be made, a caller whose time was up or for whom there were too many, and a close that
 * took values from their holders as `warn`; the rest as `debug`.
 *
 * @example Any logger with these four methods will do
 * ```ts
 * import { logObserver, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const lines: unknown[] = [];
 * const log = (message: string, { scope, resource, error }: Record<string, unknown>) => {
 *   lines.push([message, scope, resource, (error as Error).message]);
 * };
 * const logger = { debug() {}, info() {}, warn: log, error: log };
 *
 * const scope = new Scope("job", { observers: [logObserver(logger)] });
 * scope.defer("lock", () => {
 *   throw new Error("gone");
 * });
 * await assert.rejects(scope.close(), /gone/);
 * const message = "Could not release {resource} of {path}: {error.type}: {error.message}";
 * assert.deepEqual(lines, [[message, "job", "lock", "gone"]]);
 * ```
 * @param logger LogTape's, {@linkcode jsonLineLogger}, pino's, or any of their kind.
 * @throws {TypeError} If the logger lacks one of the methods, or an option has the wrong type or does
 * not exist.
 */
export function logObserver(
  logger: ScopeLogger | PropertiesFirstLogger,
  options: LogObserverOptions = {},
): LogObserver {
  const action = "log events";
  checkKeys(action, options, ["traceOf"]);
  const { traceOf } = options;
  if (traceOf !== undefined) checkFunction(action, "traceOf", traceOf);
  const warn = checkLogger(action, logger);
  return isPropertiesFirst(logger)
    ? (event) => writePropertiesFirst(logger, event, traceOf)
    : (event) => write(logger, warn, event, traceOf);
}

function write(
  logger: ScopeLogger,
  warn: "warn" | "warning",
  event: ScopeEvent | PoolEvent,
  traceOf: LogObserverOptions["traceOf"],
): void {
  const { level, message } = lineOf(event);
  if (logger.isEnabledFor?.(level === "warn" ? "warning" : level) === false) return;
  const record = recordOf(event, level, "pool" in event ? undefined : traceOf?.(event));
  // What a logger returns may be a promise that rejects: the scope counts that.
  return logger[level === "warn" ? warn : level]!(message, record as Partial<typeof record>);
}

function writePropertiesFirst(
  logger: PropertiesFirstLogger,
  event: ScopeEvent | PoolEvent,
  traceOf: LogObserverOptions["traceOf"],
): void {
  const { level, message } = lineOf(event);
  if (!logger.isLevelEnabled(level)) return;
  const record = recordOf(event, level, "pool" in event ? undefined : traceOf?.(event));
  // Its lines have a time and a level already, and would bear each name twice.
  const { time: _time, level: _level, ...properties } = record;
  return logger[level](properties, renderMessage(message, properties));
}

/** Answers what the logger calls its warnings. */
function checkLogger(
  action: string,
  logger: Partial<Record<LogLevel | "warning", unknown>>,
): "warn" | "warning" {
  for (const level of ["debug", "info", "error"] as const) {
    checkFunction(action, `logger.${level}`, logger?.[level]);
  }
  if (typeof logger.warn === "function") return "warn";
  if (typeof logger.warning === "function") return "warning";
  throw new TypeError(optionMessage(action, "logger.warn", "a function", logger.warn));
}

function isPropertiesFirst(
  logger: ScopeLogger | PropertiesFirstLogger,
): logger is PropertiesFirstLogger {
  const { bindings, isLevelEnabled } = logger as Partial<PropertiesFirstLogger>;
  return typeof bindings === "function" && typeof isLevelEnabled === "function";
}
