import type { ScopeEvent } from "../events.ts";
import { type ErrorRecord, toErrorRecord } from "../inspection/error_record.ts";
import type { PoolEvent } from "../pool/pool_events.ts";
import { lineOf, type LogLevel } from "./_log_messages.ts";
import { isoTime, toMicroseconds } from "./_log_units.ts";
import { type PoolLogRecord, poolRecordOf } from "./pool_log_record.ts";

/** Where an event stands in a trace. */
export interface TraceIds {
  /** Number of the trace: 32 hexadecimal digits. */
  readonly traceId: string;
  /** Number of the span in it: 16 hexadecimal digits. */
  readonly spanId: string;
}

/** An event of a scope as flat, plain, frozen data, for loggers and for lines of JSON. */
export interface ScopeLogRecord {
  /** Version of this shape: fields may be added to it, none removed or changed. */
  readonly v: 1;
  /** When, in ISO 8601. */
  readonly time: string;
  /** Kind of the event, as `"scope.closed"`. */
  readonly event: ScopeEvent["type"];
  /** How much it matters. */
  readonly level: "debug" | "info" | "warn" | "error";
  /** Name of the scope. */
  readonly scope: string;
  /** Names from the root to the scope, joined with `/`. */
  readonly path: string;
  /** Number of the scope, unique within the program. */
  readonly scopeId: number;
  /** Number of the parent scope; `null` for a root. */
  readonly parentId: number | null;
  /** Name of the resource. */
  readonly resource?: string;
  /** Number of this acquisition, unique within the program. */
  readonly resourceId?: number;
  /** Which try, from 1. */
  readonly attempt?: number;
  /** Milliseconds until the next try. */
  readonly delayMs?: number;
  /** Milliseconds that it took, to the microsecond. */
  readonly durationMs?: number;
  /** Milliseconds from closing to closed. */
  readonly closeMs?: number;
  /** Milliseconds that the scope has been open. */
  readonly openMs?: number;
  /** Milliseconds that the resource was held. */
  readonly heldMs?: number;
  /** Releases that failed or were abandoned. */
  readonly failures?: number;
  /** What came late: the value, or the end of a release that had been given up. */
  readonly late?: "arrival" | "release";
  /** Path of the scope that a resource was moved to. */
  readonly to?: string;
  /** Why a scope is called leaked. */
  readonly reason?: "open" | "collected";
  /** How many resources the scope holds. */
  readonly held?: number;
  /** File, line and column of the code that acquired or opened it, where that was taken down. */
  readonly place?: string;
  /** How the work in the scope ended. */
  readonly exit?: "success" | "failure" | "aborted" | "unknown";
  /** What went wrong, unfolded. */
  readonly error?: ErrorRecord;
  /** Number of the trace, where there is one. */
  readonly traceId?: string;
  /** Number of the scope's span in it. */
  readonly spanId?: string;
}

type Draft = { -readonly [Key in keyof ScopeLogRecord]: ScopeLogRecord[Key] };

/**
 * Makes the log record of an event of a scope or a pool, for a sink of your own;
 * {@linkcode logObserver} hands the same to a logger.
 *
 * @example One line per event
 * ```ts
 * import { Scope, type ScopeLogRecord, toLogRecord } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const records: ScopeLogRecord[] = [];
 * const scope = new Scope("job", { observers: [(event) => records.push(toLogRecord(event))] });
 * await scope.close({ status: "success" });
 * assert.deepEqual(records.map(({ event, level }) => [event, level]), [
 *   ["scope.opened", "debug"],
 *   ["scope.closing", "debug"],
 *   ["scope.closed", "info"],
 * ]);
 * assert.equal(records[2]?.exit, "success");
 * ```
 * @param trace Where the event of a scope stands in a trace, if it does.
 */
export function toLogRecord<Event extends ScopeEvent | PoolEvent>(
  event: Event,
  trace?: TraceIds,
): Event extends PoolEvent ? PoolLogRecord : ScopeLogRecord;
export function toLogRecord(
  event: ScopeEvent | PoolEvent,
  trace?: TraceIds,
): ScopeLogRecord | PoolLogRecord {
  return recordOf(event, lineOf(event).level, trace);
}

/** The same, where the level is known. */
export function recordOf(
  event: ScopeEvent | PoolEvent,
  level: LogLevel,
  trace: TraceIds | undefined,
): ScopeLogRecord | PoolLogRecord {
  return "pool" in event ? poolRecordOf(event, level) : scopeRecordOf(event, level, trace);
}

function scopeRecordOf(
  event: ScopeEvent,
  level: LogLevel,
  trace: TraceIds | undefined,
): ScopeLogRecord {
  const record: Draft = {
    v: 1,
    time: isoTime(event.atMs),
    event: event.type,
    level,
    scope: event.scope,
    path: event.path,
    scopeId: event.scopeId,
    parentId: event.parentId ?? null,
  };
  if ("resource" in event) {
    record.resource = event.resource;
    record.resourceId = event.resourceId;
  }
  if ("attempt" in event && event.attempt !== undefined) record.attempt = event.attempt;
  addDurations(record, event);
  if ("failures" in event) record.failures = event.failures;
  if ("late" in event) record.late = event.late;
  if ("reason" in event) record.reason = event.reason;
  if ("held" in event) record.held = event.held;
  if ("to" in event) record.to = event.to;
  if ("place" in event && event.place !== undefined) record.place = event.place;
  if ("exit" in event) record.exit = event.exit.status;
  if ("error" in event) record.error = toErrorRecord(event.error);
  // That of a closing scope is told when it has closed.
  if (event.type === "scope.closed" && "error" in event.exit) {
    record.error = toErrorRecord(event.exit.error);
  }
  if (trace !== undefined) {
    record.traceId = trace.traceId;
    record.spanId = trace.spanId;
  }
  return Object.freeze(record);
}

function addDurations(record: Draft, event: ScopeEvent): void {
  if ("delayMs" in event) record.delayMs = toMicroseconds(event.delayMs);
  if ("durationMs" in event) record.durationMs = toMicroseconds(event.durationMs);
  if ("closeMs" in event) record.closeMs = toMicroseconds(event.closeMs);
  if ("openMs" in event) record.openMs = toMicroseconds(event.openMs);
  if ("heldMs" in event) record.heldMs = toMicroseconds(event.heldMs);
}
