import {
  checkFunction,
  checkInteger,
  checkKeys,
  checkObject,
} from "../../_internal/check_option.ts";
import type { Row } from "../table.ts";

/** How rows are counted in windows of time. */
export interface TumbleOptions<R extends Row> {
  /** Length of a window in milliseconds; windows begin at multiples of it. */
  readonly everyMs: number;
  /** Event time of a row, in milliseconds since the Unix epoch. */
  readonly time: (row: R) => number;
  /** Splits a window by key. @default {() => ""} */
  readonly key?: (row: R) => string;
  /** What each row adds to which field. */
  readonly add: Readonly<Record<string, (row: R) => number>>;
}

/** A set of windows: what one row adds to which window. */
export interface WindowSet<R extends Row> {
  /** Begin of the window that a row belongs to, in milliseconds since the Unix epoch. */
  readonly startMs: (row: R) => number;
  /** The key of a row within its window. */
  readonly key: (row: R) => string;
  /** What each row adds to which field. */
  readonly add: Readonly<Record<string, (row: R) => number>>;
}

/**
 * Counts rows in windows of equal length that do not overlap, by event time.
 *
 * The sums live in the store and a batch adds to them in its transaction. So memory holds no
 * window, a late row simply adds to its old window, and a restart neither loses nor counts twice.
 *
 * @example
 * ```ts
 * import { tumble } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const perMinute = tumble({
 *   everyMs: 60_000,
 *   time: (row: { at_ms: number; bytes: number }) => row.at_ms,
 *   add: { events: () => 1, bytes: (row) => row.bytes },
 * });
 * assert.equal(perMinute.startMs({ at_ms: 61_500, bytes: 7 }), 60_000);
 * ```
 *
 * @typeParam R The rows.
 * @param options Length, time, key and fields.
 * @returns The window set, for `run`.
 * @throws {TypeError} If an option is of the wrong kind or unknown.
 * @throws {RangeError} If `everyMs` is out of range.
 * @category Windows
 */
export function tumble<R extends Row>(options: TumbleOptions<R>): WindowSet<R> {
  const action = "tumble";
  checkObject(action, "options", options);
  checkKeys(action, options, ["everyMs", "time", "key", "add"]);
  const everyMs = checkInteger(action, "everyMs", options.everyMs, 1);
  const { time, key = () => "", add } = options;
  checkFunction(action, "time", time);
  checkFunction(action, "key", key);
  checkObject(action, "add", add);
  for (const [field, amount] of Object.entries(add)) checkFunction(action, `add.${field}`, amount);
  return { startMs: (row) => Math.floor(time(row) / everyMs) * everyMs, key, add };
}
