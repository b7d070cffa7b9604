import {
  checkFunction,
  checkInteger,
  checkKeys,
  checkObject,
} from "../../_internal/check_option.ts";
import type { Row } from "../table.ts";

/** What is counted for a ranking. */
export interface TopKOptions<R extends Row> {
  /** The key of a row; `undefined` leaves the row out. */
  readonly key: (row: R) => string | undefined;
  /** Counters at most; keys above 1/`capacity` of the stream are sure to be held. @default {1000} */
  readonly capacity?: number;
}

/** A ranking that a pipeline keeps. */
export interface TopK<R extends Row> {
  /** The key of a row. */
  readonly key: (row: R) => string | undefined;
  /** Counters at most. */
  readonly capacity: number;
}

/**
 * Ranks rows by key in constant memory, with a {@linkcode SpaceSaving} sketch whose state is stored
 * in the transaction of each batch.
 *
 * @example
 * ```ts
 * import { topK } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const repositories = topK({ key: (row: { repository: string }) => row.repository });
 * assert.equal(repositories.capacity, 1000);
 * ```
 *
 * @typeParam R The rows.
 * @param options Key and capacity.
 * @returns The ranking, for `run`.
 * @throws {TypeError} If an option is of the wrong kind or unknown.
 * @throws {RangeError} If `capacity` is out of range.
 * @category Sketches
 */
export function topK<R extends Row>(options: TopKOptions<R>): TopK<R> {
  checkObject("rank the top keys", "options", options);
  checkKeys("rank the top keys", options, ["key", "capacity"]);
  checkFunction("rank the top keys", "key", options.key);
  const capacity = checkInteger("rank the top keys", "capacity", options.capacity ?? 1_000, 1);
  return { key: options.key, capacity };
}
