import { checkFunction, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import { jsonLine } from "./_json_line.ts";
import type { LogLevel } from "./_log_messages.ts";
import { renderMessage } from "./_render_message.ts";

/** Options of {@linkcode jsonLineLogger}. */
export interface JsonLineLoggerOptions {
  /**
   * The least level that is written.
   *
   * @default {"info"}
   */
  readonly minLevel?: "debug" | "info" | "warn" | "error";
  /**
   * Takes one line, without a newline at its end.
   *
   * @default the method of `console` that is named like the level: warnings and errors go to stderr,
   * and OpenTelemetry, where it captures the console, sees the level
   */
  readonly write?: (line: string, level: "debug" | "info" | "warn" | "error") => void;
  /**
   * Where time comes from; lines of events have that of the event.
   *
   * @default the platform's
   */
  readonly clock?: Clock;
}

/** What {@linkcode jsonLineLogger} makes. */
export interface JsonLineLogger {
  /** Logs what is of interest to whoever looks for a fault. */
  debug(message: string, properties?: Record<string, unknown>): void;
  /** Logs what is of interest to whoever runs the program. */
  info(message: string, properties?: Record<string, unknown>): void;
  /** Logs what went on, but not as it should. */
  warn(message: string, properties?: Record<string, unknown>): void;
  /** Logs what failed. */
  error(message: string, properties?: Record<string, unknown>): void;
  /** Whether a level is written. */
  isEnabledFor(level: "debug" | "info" | "warning" | "error"): boolean;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Makes a logger that writes a line of JSON per message: `time`, `level` and `message` with its
 * braces filled in, then the properties. With {@linkcode logObserver} it turns events into lines; a
 * program may write lines of its own through it too. A property does not replace one of these three:
 * `level` is written as `level_` then.
 *
 * A line is never lost because of what is in it: an error is unfolded as by
 * {@linkcode toErrorRecord}, a `bigint` becomes text, what holds itself is cut there, and what cannot
 * be read is left out. What `write` throws is thrown on.
 *
 * @example Lines for a log collector
 * ```ts
 * import { jsonLineLogger, logObserver, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const lines: string[] = [];
 * const logger = jsonLineLogger({ write: (line) => lines.push(line) });
 * const scope = new Scope("job", { observers: [logObserver(logger)] });
 * await scope.close({ status: "success" });
 *
 * const { event, level, path, exit } = JSON.parse(lines[0]!);
 * assert.deepEqual([event, level, path, exit], ["scope.closed", "info", "job", "success"]);
 * assert.equal(lines.length, 1);
 * ```
 * @throws {TypeError} If an option has the wrong type or does not exist.
 */
export function jsonLineLogger(options: JsonLineLoggerOptions = {}): JsonLineLogger {
  const action = "make the logger";
  checkKeys(action, options, ["minLevel", "write", "clock"]);
  const { minLevel = "info", write = writeToConsole, clock = systemClock } = options;
  if (!LEVELS.includes(minLevel)) {
    throw new TypeError(optionMessage(action, "minLevel", `one of ${LEVELS.join(", ")}`, minLevel));
  }
  checkFunction(action, "write", write);
  const least = LEVELS.indexOf(minLevel);
  const [debug, info, warning, error] = LEVELS.map((_level, index) => index >= least);
  const enabled = { debug, info, warn: warning, warning, error };
  const log = (level: LogLevel, template: string, properties: Record<string, unknown> = {}) => {
    if (!enabled[level]) return;
    const message = renderMessage(template, properties);
    const time = recordTime(properties) ?? new Date(clock.now()).toISOString();
    write(jsonLine({ time, level, message }, properties), level);
  };
  return {
    debug: (message, properties) => log("debug", message, properties),
    info: (message, properties) => log("info", message, properties),
    warn: (message, properties) => log("warn", message, properties),
    error: (message, properties) => log("error", message, properties),
    isEnabledFor: (level) => enabled[level] ?? false,
  };
}

/** Records of events bring the time of the event. */
function recordTime(properties: Record<string, unknown>): string | undefined {
  try {
    const { v, event, time } = properties;
    const isRecord = v === 1 && typeof event === "string" && Object.isFrozen(properties);
    return isRecord && typeof time === "string" ? time : undefined;
  } catch {
    return undefined;
  }
}

function writeToConsole(line: string, level: LogLevel): void {
  console[level](line);
}
