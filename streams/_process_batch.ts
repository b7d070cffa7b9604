import type { Clock } from "../_internal/clock.ts";
import type { Delivery } from "./delivery.ts";
import type { StoreRejectedError } from "./errors.ts";
import type { Operator } from "./operators/operator.ts";
import type { DeadLetter, OutboxMessage, StoreRecord } from "./store.ts";
import type { Row } from "./table.ts";

/** What the deliveries of a batch became. */
export interface BatchOutcome<R extends Row> {
  /** The rows. */
  readonly records: StoreRecord<R>[];
  /** The deliveries that failed. */
  readonly dead: DeadLetter[];
  /** How many deliveries the flow dropped on purpose. */
  readonly filtered: number;
}

/** How a batch is processed. */
export interface ProcessBatchOptions<R extends Row> {
  /** From a delivery to rows. */
  readonly flow: Operator<Delivery, R>;
  /** Where time comes from. */
  readonly clock: Clock;
  /** The message of a row, when there is a queue. */
  readonly toMessage: ((row: R, id: string) => OutboxMessage) | undefined;
  /** Set when the store has refused these deliveries: they go to the dead letters. */
  readonly refusal: StoreRejectedError | undefined;
}

/** Sends each delivery through the flow: to rows, to nothing, or to the dead letters. */
export function processBatch<R extends Row>(
  deliveries: readonly Delivery[],
  { flow, clock, toMessage, refusal }: ProcessBatchOptions<R>,
): BatchOutcome<R> {
  const records: StoreRecord<R>[] = [];
  const dead: DeadLetter[] = [];
  let filtered = 0;
  let seq = 0;
  let deliveryId = "";
  let before = 0;
  const context = { stage: flow.name };
  const step = flow.compile((row) => {
    const record = { seq, deliveryId, row };
    const nth = records.length - before;
    const id = nth === 0 ? deliveryId : `${deliveryId}#${nth + 1}`;
    records.push(toMessage ? { ...record, message: toMessage(row, id) } : record);
  });
  const bury = (delivery: Delivery, stage: string, error: unknown) => {
    const { seq, id, headers, body } = delivery;
    // A copy: the body may be a view of a whole chunk of the inbox.
    const letter = { seq, deliveryId: id, headers, body: body.slice() };
    dead.push({ ...letter, stage, error: errorText(error), atMs: Math.floor(clock.now()) });
  };
  for (const delivery of deliveries) {
    before = records.length;
    ({ seq, id: deliveryId } = delivery);
    if (refusal !== undefined) {
      bury(delivery, "store", refusal);
    } else if (delivery.damaged) {
      bury(delivery, "inbox", new Error("The record was damaged on disk"));
    } else {
      try {
        step(delivery, context);
        if (records.length === before) filtered++;
      } catch (error) {
        records.length = before;
        bury(delivery, context.stage, error);
      }
    }
  }
  return { records, dead, filtered };
}

/** Never throws itself: an operator may throw anything, and the pipeline must outlive it. */
function errorText(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "An error that cannot be written as text";
  }
}
