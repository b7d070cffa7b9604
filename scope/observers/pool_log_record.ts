import { type ErrorRecord, toErrorRecord } from "../inspection/error_record.ts";
import type { PoolAcquireFailedEvent, PoolDestroyReason, PoolEvent } from "../pool/pool_events.ts";
import type { LogLevel } from "./_log_messages.ts";
import { isoTime, toMicroseconds } from "./_log_units.ts";

/** An event of a pool as flat, plain, frozen data, for loggers and for lines of JSON. */
export interface PoolLogRecord {
  /** Version of this shape: fields may be added to it, none removed or changed. */
  readonly v: 1;
  /** When, in ISO 8601. */
  readonly time: string;
  /** Kind of the event, as `"pool.leaked"`. */
  readonly event: PoolEvent["type"];
  /** How much it matters. */
  readonly level: "debug" | "info" | "warn" | "error";
  /** Name of the pool. */
  readonly pool: string;
  /** Number of the pool, unique within the program. */
  readonly poolId: number;
  /** Values that are in the pool and not lent, after the event. */
  readonly idle: number;
  /** Values that are lent. */
  readonly used: number;
  /** Callers that wait. */
  readonly pending: number;
  /** Values that the pool keeps at least. */
  readonly min?: number;
  /** Values that the pool keeps at most. */
  readonly max?: number;
  /** Why a caller was sent away, or a value left. */
  readonly reason?: PoolAcquireFailedEvent["reason"] | PoolDestroyReason;
  /** Milliseconds that a caller waited, to the microsecond. */
  readonly waitMs?: number;
  /** Milliseconds that a value was lent. */
  readonly useMs?: number;
  /** Milliseconds that a lease has lasted which is reported as leaked. */
  readonly heldMs?: number;
  /** Milliseconds from a value's creation until it left. */
  readonly ageMs?: number;
  /** Milliseconds that making, checking or releasing a value, or closing the pool, took. */
  readonly durationMs?: number;
  /** Whether what came back had been reported as leaked. */
  readonly wasLeaked?: boolean;
  /** Values that were taken from their holders when the pool closed. */
  readonly taken?: number;
  /** File and line where a value was acquired. */
  readonly place?: string;
  /** What went wrong, unfolded. */
  readonly error?: ErrorRecord;
}

type Draft = { -readonly [Key in keyof PoolLogRecord]: PoolLogRecord[Key] };

/** Makes the record of an event whose level is known. */
export function poolRecordOf(event: PoolEvent, level: LogLevel): PoolLogRecord {
  const { atMs, type, pool, poolId, idle, used, pending } = event;
  const record: Draft = {
    v: 1,
    time: isoTime(atMs),
    event: type,
    level,
    pool,
    poolId,
    idle,
    used,
    pending,
  };
  if ("max" in event) {
    record.min = event.min;
    record.max = event.max;
  }
  if ("reason" in event) record.reason = event.reason;
  addDurations(record, event);
  if ("wasLeaked" in event) record.wasLeaked = event.wasLeaked;
  if ("taken" in event) record.taken = event.taken;
  if ("place" in event && event.place !== undefined) record.place = event.place;
  if ("error" in event) record.error = toErrorRecord(event.error);
  return Object.freeze(record);
}

function addDurations(record: Draft, event: PoolEvent): void {
  if ("waitMs" in event) record.waitMs = toMicroseconds(event.waitMs);
  if ("useMs" in event) record.useMs = toMicroseconds(event.useMs);
  if ("heldMs" in event) record.heldMs = toMicroseconds(event.heldMs);
  if ("ageMs" in event) record.ageMs = toMicroseconds(event.ageMs);
  if ("durationMs" in event) record.durationMs = toMicroseconds(event.durationMs);
}
