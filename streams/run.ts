import { checkDuration, checkInteger } from "../_internal/check_option.ts";
import { systemClock } from "../_internal/clock.ts";
import { Aggregates } from "./_aggregates.ts";
import { checkParts } from "./_check_parts.ts";
import { RunningPipeline } from "./_running_pipeline.ts";
import { Relay } from "./_relay.ts";
import type { Delivery } from "./delivery.ts";
import type { Inbox, InboxStats } from "./inbox.ts";
import type { Operator } from "./operators/operator.ts";
import type { Pipeline } from "./pipeline.ts";
import type { RunOptions } from "./run_options.ts";
import type { Row } from "./table.ts";

/**
 * Runs a flow from an inbox to a database and a message queue.
 *
 * Each batch is one transaction of the store: rows, windows, rankings, outbox, dead letters and the
 * offset together. A relay publishes the outbox with confirms. So the database holds each delivery
 * exactly once, the queue gets each message at least once under a stable id, and a crash at any
 * moment loses nothing: the next start goes on at the offset.
 *
 * An operator that throws sends its delivery to the dead letters. A store that is away makes the
 * pipeline wait and try again; a store that refuses data makes it halve the batch until the
 * delivery at fault stands alone.
 *
 * One inbox belongs to one pipeline, for as long as both last: a pipeline releases what it has done,
 * and what is released is gone for everybody else.
 *
 * Order: deliveries in order of their numbers.
 * Buffer: one batch, and at most `maxOutbox` messages in the outbox (plus one batch).
 * Cancel: `close` finishes the batch at hand.
 *
 * @example
 * ```ts
 * import { defineTable, map, memoryInbox, parseJson, pipe, run } from "@weir/std/streams";
 * import { sqliteQueue, sqliteStore } from "@weir/std/streams/sqlite";
 * import assert from "node:assert/strict";
 *
 * const stars = defineTable("stars", { id: "text", repository: "text" }, "id");
 * const flow = pipe(
 *   parseJson<{ repository: { full_name: string } }>(),
 *   map(({ id, value }) => ({ id, repository: value.repository.full_name })),
 * );
 *
 * await using inbox = memoryInbox();
 * await using store = sqliteStore(":memory:");
 * await using queue = sqliteQueue(":memory:");
 * await using pipeline = await run(inbox, flow, { name: "stars", store, table: stars, queue });
 *
 * const body = new TextEncoder().encode('{"repository":{"full_name":"octocat/hello"}}');
 * await inbox.append({ id: "1", receivedAtMs: 0, headers: {}, body });
 * await inbox.append({ id: "1", receivedAtMs: 0, headers: {}, body });
 * await pipeline.drain();
 *
 * const { stored, duplicates } = pipeline.stats();
 * assert.deepEqual({ stored, duplicates }, { stored: 1, duplicates: 1 });
 * assert.deepEqual((await store.page(stars)).items, [{ id: "1", repository: "octocat/hello" }]);
 * assert.equal((await queue.stats()).depth, 1);
 * ```
 *
 * @typeParam R The rows that the flow makes.
 * @param inbox Where accepted deliveries wait; it belongs to this pipeline alone.
 * @param flow From a delivery to rows.
 * @param options Store, table, queue and bounds.
 * @returns The running pipeline.
 * @throws {TypeError} If a part is missing, or an option is of the wrong kind or unknown.
 * @throws {RangeError} If a bound is out of range, or the offset in the store lies beyond the end
 * of the inbox, or before what the inbox has released.
 */
export async function run<R extends Row>(
  inbox: Inbox,
  flow: Operator<Delivery, R>,
  options: RunOptions<R>,
): Promise<Pipeline> {
  const action = "run the pipeline";
  checkParts(action, inbox, flow, options);
  const { name, table, queue, observers = [], clock = systemClock } = options;
  const maxItems = checkInteger(action, "maxBatchItems", options.maxBatchItems ?? 256, 1);
  const maxBytes = checkInteger(action, "maxBatchBytes", options.maxBatchBytes ?? 2 ** 20, 1);
  const maxOutbox = checkInteger(action, "maxOutbox", options.maxOutbox ?? 10_000, 1);
  const minDelayMs = checkDuration(action, "minRetryMs", options.minRetryMs ?? 100, 1);
  const maxDelayMs = checkDuration(action, "maxRetryMs", options.maxRetryMs ?? 10_000, minDelayMs);
  const backoff = { minDelayMs, maxDelayMs };

  const store = await options.store.open({ pipeline: name, table });
  const counts = await store.counts();
  checkOffset(name, counts.offset, inbox.stats());
  const aggregates = new Aggregates<R>(options.windows ?? {}, options.rankings ?? {});
  aggregates.load(await store.sketches());
  const relay = queue === undefined ? undefined : new Relay({
    store,
    queue,
    counts,
    maxMessages: maxItems,
    clock,
    backoff,
    observers,
  });
  return new RunningPipeline({
    inbox,
    flow,
    store,
    counts,
    aggregates,
    ...(relay === undefined ? {} : { relay }),
    routingKey: relay === undefined ? undefined : options.routingKey ?? (() => table.name),
    maxItems,
    maxBytes,
    maxOutbox,
    backoff,
    observers,
    clock,
  });
}

/** An inbox and an offset that do not belong together would have deliveries skipped in silence. */
function checkOffset(name: string, offset: number, inbox: InboxStats): void {
  const { lastSeq, releasedSeq } = inbox;
  if (offset > lastSeq) {
    throw new RangeError(
      `Cannot run pipeline "${name}" as its offset in the store is ${offset} and the inbox ends at ` +
        `${lastSeq}: the inbox is not the one that this store was filled from; bring back its ` +
        `files, or use another pipeline name for a new inbox`,
    );
  }
  if (offset < releasedSeq) {
    throw new RangeError(
      `Cannot run pipeline "${name}" as its offset in the store is ${offset} and the inbox has ` +
        `released everything up to ${releasedSeq}: the database is an older copy, or the inbox ` +
        `belongs to another pipeline; bring back the database, or give this pipeline an inbox of ` +
        `its own`,
    );
  }
}
