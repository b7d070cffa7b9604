import type { ScopeEvent } from "../events.ts";
import type { PoolEvent } from "../pool/pool_events.ts";

/** How much an event matters, from little to much. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** A level and a template whose names in braces are fields of the log record. */
interface Line {
  readonly level: LogLevel;
  readonly message: string;
}

/** What is logged of an event; of what closed, leaked or was refused it depends on more than the type. */
const LINES: Readonly<Record<(ScopeEvent | PoolEvent)["type"], Line>> = {
  "scope.opened": line("debug", "Scope {path} is open"),
  "scope.closing": line("debug", "Scope {path} is closing: {exit}"),
  "scope.closed": line("debug", "Scope {path} closed after {durationMs} ms: {exit}"),
  "scope.leaked": line("warn", "Scope {path} has been open for {openMs} ms"),
  "resource.acquiring": line("debug", "Acquiring {resource} in {path}"),
  "resource.acquired": line("debug", "Acquired {resource} in {path} within {durationMs} ms"),
  "resource.acquire_failed": failure("error", "Could not acquire {resource} in {path}"),
  "resource.releasing": line("debug", "Releasing {resource} of {path}"),
  "resource.released": line("debug", "Released {resource} of {path} within {durationMs} ms"),
  "resource.release_failed": failure("error", "Could not release {resource} of {path}"),
  "resource.release_timeout": failure("warn", "Gave up releasing {resource} of {path}"),
  "resource.late_released": line("warn", "Released {resource} of {path} late: {late}"),
  "resource.retrying": failure("warn", "Acquiring {resource} in {path} again in {delayMs} ms"),
  "resource.moved": line("debug", "Moved {resource} from {path} to {to}"),
  "resource.leaked": line("warn", "{resource} of {path} has been held for {heldMs} ms"),
  "resource.unhealthy": failure("warn", "{resource} of {path} does not work"),
  "pool.opened": line("debug", "Pool {pool} is open for {min} to {max} values"),
  "pool.waiting": line("debug", "Waiting for a value of pool {pool}"),
  "pool.acquired": line("debug", "Lent a value of pool {pool} after {waitMs} ms"),
  "pool.acquire_failed": failure("debug", "Could not lend a value of pool {pool}"),
  "pool.released": line("debug", "A value of pool {pool} is back after {useMs} ms"),
  "pool.created": line("debug", "Made a value of pool {pool} within {durationMs} ms"),
  "pool.create_failed": failure("warn", "Could not make a value of pool {pool}"),
  "pool.unhealthy": failure("warn", "A value of pool {pool} does not work"),
  "pool.destroyed": line("debug", "Released a value of pool {pool}: {reason}"),
  "pool.destroy_failed": failure("error", "Could not release a value of pool {pool}"),
  "pool.leaked": line("warn", "A value of pool {pool} has been lent for {heldMs} ms"),
  "pool.closing": line("debug", "Pool {pool} is closing"),
  "pool.closed": line("debug", "Pool {pool} closed after {durationMs} ms"),
};

const ROOT_CLOSED = line("info", LINES["scope.closed"].message);
const ROOT_FAILED = failure("error", "Scope {path} failed after {durationMs} ms");
const LEAKED_AT = line("warn", `${LINES["resource.leaked"].message}, acquired at {place}`);
const OPENED_AT = line("warn", `${LINES["scope.leaked"].message}, opened at {place}`);
const COLLECTED = line("warn", "Scope {path} was dropped without having been closed");
const DROPPED_FROM = line("warn", `${COLLECTED.message}, opened at {place}`);
const LEASE_LEAKED_AT = line("warn", `${LINES["pool.leaked"].message}, acquired at {place}`);
const REFUSED = line("warn", LINES["pool.acquire_failed"].message);
const VALUES_TAKEN = line("warn", `${LINES["pool.closed"].message}, values taken: {taken}`);

/** The level of an event and the template of its message. */
export function lineOf(event: ScopeEvent | PoolEvent): Line {
  if ("pool" in event) return poolLineOf(event);
  if (event.type === "scope.closed" && event.parentId === undefined) {
    return event.exit.status === "failure" ? ROOT_FAILED : ROOT_CLOSED;
  }
  if (event.type === "resource.leaked" && event.place !== undefined) return LEAKED_AT;
  if (event.type === "scope.leaked") {
    if (event.place === undefined) return event.reason === "open" ? LINES[event.type] : COLLECTED;
    return event.reason === "open" ? OPENED_AT : DROPPED_FROM;
  }
  return LINES[event.type];
}

/** What failed to be made is told once, not by each of those who waited for it. */
function poolLineOf(event: PoolEvent): Line {
  if (event.type === "pool.acquire_failed") {
    const { reason } = event;
    return reason === "timeout" || reason === "busy" ? REFUSED : LINES[event.type];
  }
  if (event.type === "pool.leaked" && event.place !== undefined) return LEASE_LEAKED_AT;
  if (event.type === "pool.closed" && event.taken > 0) return VALUES_TAKEN;
  return LINES[event.type];
}

function line(level: LogLevel, message: string): Line {
  return { level, message };
}

function failure(level: LogLevel, what: string): Line {
  return line(level, `${what}: {error.type}: {error.message}`);
}
