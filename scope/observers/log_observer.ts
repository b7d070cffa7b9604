import { checkFunction } from "../../_internal/check_option.ts";
import type { ScopeEvent, ScopeObserver } from "../events.ts";

/**
 * A logger with structured properties, as LogTape's are. Messages are templates in its manner: a name
 * in braces stands for the property of that name.
 */
export interface ScopeLogger {
  /** Logs what is of interest to whoever looks for a fault. */
  debug(message: string, properties: Record<string, unknown>): void;
  /** Logs what is of interest to whoever runs the program. */
  info(message: string, properties: Record<string, unknown>): void;
  /** Logs what went on, but not as it should. */
  warn(message: string, properties: Record<string, unknown>): void;
  /** Logs what failed. */
  error(message: string, properties: Record<string, unknown>): void;
}

type Level = keyof ScopeLogger;

const MESSAGES: Readonly<Record<ScopeEvent["type"], readonly [Level, string]>> = {
  "scope.opened": ["debug", "Scope {path} is open"],
  "scope.closing": ["debug", "Scope {path} is closing"],
  "scope.closed": ["debug", "Scope {path} closed after {durationMs} ms"],
  "resource.acquiring": ["debug", "Acquiring {resource} in {path}"],
  "resource.acquired": ["debug", "Acquired {resource} in {path} within {durationMs} ms"],
  "resource.acquire_failed": ["error", "Could not acquire {resource} in {path}: {error}"],
  "resource.releasing": ["debug", "Releasing {resource} of {path}"],
  "resource.released": ["debug", "Released {resource} of {path} within {durationMs} ms"],
  "resource.release_failed": ["error", "Could not release {resource} of {path}: {error}"],
  "resource.release_timeout": ["warn", "Gave up releasing {resource} of {path}: {error}"],
  "resource.retrying": ["warn", "Acquiring {resource} in {path} again in {delayMs} ms: {error}"],
  "resource.moved": ["debug", "Moved {resource} from {path} to {to}"],
  "resource.leaked": ["warn", "{resource} of {path} has been held for {heldMs} ms: {place}"],
  "resource.unhealthy": ["warn", "{resource} of {path} does not work: {error}"],
  "resource.late_released": ["warn", "Released {resource} of {path} late"],
};

/**
 * Makes an observer that writes every event to a logger: root scopes that close as `info`, releases
 * that were late or given up as `warn`, failures as `error`, the rest as `debug`.
 *
 * @example Any logger with these four methods will do
 * ```ts
 * import { logObserver, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const lines: string[] = [];
 * const log = (message: string, properties: Record<string, unknown>) => {
 *   lines.push(message.replace(/{(\w+)}/g, (_, key) => String(properties[key])));
 * };
 * const logger = { debug() {}, info() {}, warn: log, error: log };
 *
 * const scope = new Scope("job", { observers: [logObserver(logger)] });
 * scope.defer("lock", () => {
 *   throw new Error("gone");
 * });
 * await assert.rejects(scope.close(), /gone/);
 * assert.deepEqual(lines, ["Could not release lock of job: Error: gone"]);
 * ```
 * @throws {TypeError} If the logger lacks one of the methods.
 */
export function logObserver(logger: ScopeLogger): ScopeObserver {
  for (const level of ["debug", "info", "warn", "error"] as const) {
    checkFunction("log scope events", `logger.${level}`, logger?.[level]);
  }
  return (event) => {
    const [level, message] = MESSAGES[event.type];
    const isRoot = event.type === "scope.closed" && event.parentId === undefined;
    logger[isRoot ? "info" : level](message, { ...event });
  };
}
