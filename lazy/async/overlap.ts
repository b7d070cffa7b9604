import { checkFunction, checkInteger } from "../../_internal/check_option.ts";
import type { Plan } from "../plan/plan.ts";
import { boundary } from "./boundary.ts";
import { checkConcurrency, type ConcurrencyOptions } from "./concurrency_options.ts";
import { type ConcurrentCallback, ConcurrentMapCursor } from "./concurrent_map_cursor.ts";
import { MergeCursor } from "./merge_cursor.ts";
import { PrefetchCursor } from "./prefetch_cursor.ts";
import { settledCallback } from "./settled_callback.ts";

/** Replaces items by what the callback returns for each, several at once. */
export function concurrentMap<T, U>(
  plan: Plan,
  callback: ConcurrentCallback<T, U>,
  options: ConcurrencyOptions,
): Plan {
  checkFunction("map the sequence", "transform", callback);
  const note = checkConcurrency("map the sequence", options);
  return boundary([plan], {
    kind: "map",
    note,
    kept: note.concurrency + note.buffer,
    open: ([feed]) => new ConcurrentMapCursor(feed!, callback, note),
  });
}

/** Replaces items by what became of the callback for each, several at once. */
export function mapSettled<T, U>(
  plan: Plan,
  callback: ConcurrentCallback<T, U>,
  options: ConcurrencyOptions,
): Plan {
  checkFunction("map the sequence", "transform", callback);
  const note = checkConcurrency("map the sequence", options);
  const settled = settledCallback(callback);
  return boundary([plan], {
    kind: "mapSettled",
    note,
    kept: note.concurrency + note.buffer,
    open: ([feed]) => new ConcurrentMapCursor(feed!, settled, note),
  });
}

/** Pulls items ahead of the consumer. */
export function prefetch(plan: Plan, count: number): Plan {
  checkInteger("prefetch items", "count", count, 1);
  return boundary([plan], {
    kind: "prefetch",
    note: count,
    kept: count,
    open: ([feed]) => new PrefetchCursor(feed!, count),
  });
}

/** Leads the items of several plans on in the order in which they come. */
export function merge(plans: readonly Plan[]): Plan {
  return boundary(plans, {
    kind: "merge",
    kept: plans.length,
    open: (feeds) => new MergeCursor(feeds),
  });
}
