import type { Plan } from "../plan/plan.ts";
import { BatchCursor, type BatchOptions, checkBatch } from "./batch_cursor.ts";
import { boundary } from "./boundary.ts";
import { checkTimeout, TimeoutCursor, type TimeoutOptions } from "./timeout_cursor.ts";

/** Gathers items into arrays by number and by time. */
export function batch(plan: Plan, options: BatchOptions): Plan {
  const note = checkBatch(options);
  return boundary([plan], {
    kind: "batch",
    note,
    kept: note.size,
    open: ([feed]) => new BatchCursor(feed!, note),
  });
}

/** Fails when an item does not come in time. */
export function timeout(plan: Plan, timeoutMs: number, options?: TimeoutOptions): Plan {
  const note = checkTimeout(timeoutMs, options);
  return boundary([plan], {
    kind: "timeout",
    note,
    open: ([feed]) => new TimeoutCursor(feed!, note),
  });
}
