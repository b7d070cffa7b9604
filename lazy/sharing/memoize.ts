import { checkKeys } from "../../_internal/check_option.ts";
import type { Feed } from "../async/feed.ts";
import type { Source } from "../sources/source.ts";
import { AsyncSharedRun } from "./async_shared_run.ts";
import { checkBound } from "./check_bound.ts";
import { KeptItems } from "./kept_items.ts";
import { MemoizedSource } from "./shared.ts";
import { SharedRun, type Upstream } from "./shared_run.ts";

/** Options of {@linkcode Seq.memoize}. */
export interface MemoizeOptions {
  /**
   * How many items may be kept; with one more the sequence fails with a `RangeError`.
   *
   * @default {Infinity}
   */
  readonly limit?: number | undefined;
}

/**
 * Keeps the items of one sync run for any number of passes.
 *
 * @throws {TypeError} If an argument has the wrong type, or an option is unknown.
 * @throws {RangeError} If `limit` is out of range.
 */
export function memoize(
  upstream: Upstream,
  options: MemoizeOptions = {},
  befores: readonly object[] = [],
): Source {
  return new MemoizedSource(new SharedRun(upstream, createLog(options)), befores);
}

/**
 * Keeps the items of one async run for any number of passes.
 *
 * @throws {TypeError} If an argument has the wrong type, or an option is unknown.
 * @throws {RangeError} If `limit` is out of range.
 */
export function memoizeAsync(
  feed: Feed,
  options: MemoizeOptions = {},
  befores: readonly object[] = [],
): Source {
  return new MemoizedSource(new AsyncSharedRun(feed, createLog(options), "throw"), befores);
}

function createLog(options: MemoizeOptions): KeptItems {
  const action = "memoize the sequence";
  checkKeys(action, options, ["limit"]);
  return new KeptItems(checkBound(action, "limit", options.limit ?? Infinity, 0));
}
