import { checkInteger, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { Feed } from "../async/feed.ts";
import type { Source } from "../sources/source.ts";
import { AsyncSharedRun, type Overflow } from "./async_shared_run.ts";
import { checkBound } from "./check_bound.ts";
import { LagBuffer } from "./lag_buffer.ts";
import { BranchSource, type Shared } from "./shared.ts";
import { SharedRun, type Upstream } from "./shared_run.ts";

/** Options of {@linkcode Seq.tee}. */
export interface TeeOptions {
  /**
   * How many items the fastest branch may be ahead of the slowest one that is not closed, from 1;
   * as many are kept.
   *
   * @default {1024}
   */
  readonly maxLag?: number | undefined;
}

/** Options of {@linkcode AsyncSeq.tee}. */
export interface AsyncTeeOptions extends TeeOptions {
  /**
   * What a branch does that is `maxLag` items ahead: it fails with a `RangeError`, or waits until
   * the slowest one has moved on. With `"wait"` a branch that nobody reads or closes stops the
   * others for good.
   *
   * @default {"throw"}
   */
  readonly overflow?: Overflow | undefined;
}

const ACTION = "tee the sequence";
const DEFAULT_MAX_LAG = 1024;

/**
 * Shares one sync run among branches that can each be read once.
 *
 * @throws {TypeError} If an argument has the wrong type, or an option is unknown.
 * @throws {RangeError} If a number is out of range.
 */
export function tee(
  upstream: Upstream,
  count: number,
  options: TeeOptions = {},
  befores: readonly object[] = [],
): Source[] {
  checkKeys(ACTION, options, ["maxLag"]);
  const { maxLag = DEFAULT_MAX_LAG } = options;
  return branch(new SharedRun(upstream, createBuffer(maxLag)), count, maxLag, befores);
}

/**
 * Shares one async run among branches that can each be read once.
 *
 * @throws {TypeError} If an argument has the wrong type, or an option is unknown.
 * @throws {RangeError} If a number is out of range.
 */
export function teeAsync(
  feed: Feed,
  count: number,
  options: AsyncTeeOptions = {},
  befores: readonly object[] = [],
): Source[] {
  checkKeys(ACTION, options, ["maxLag", "overflow"]);
  const { maxLag = DEFAULT_MAX_LAG, overflow = "throw" } = options;
  if (overflow !== "throw" && overflow !== "wait") {
    throw new TypeError(optionMessage(ACTION, "overflow", '"throw" or "wait"', overflow));
  }
  const shared = new AsyncSharedRun(feed, createBuffer(maxLag), overflow);
  return branch(shared, count, maxLag, befores);
}

function createBuffer(maxLag: number): LagBuffer {
  return new LagBuffer(checkBound(ACTION, "maxLag", maxLag, 1));
}

/** The branches are readers from the start: what they have not read yet is kept for them. */
function branch(shared: Shared, count: number, kept: number, befores: readonly object[]): Source[] {
  checkInteger(ACTION, "count", count, 1, 2 ** 32 - 1);
  return Array.from({ length: count }, () => new BranchSource(shared, kept, befores));
}
