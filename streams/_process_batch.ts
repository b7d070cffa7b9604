import { formatValue, optionMessage } from "../_internal/check_option.ts";
import type { Clock } from "../_internal/clock.ts";
import { UncountableError } from "./_aggregates.ts";
import type { Delivery } from "./delivery.ts";
import type { StoreRejectedError } from "./errors.ts";
import type { Operator } from "./operators/operator.ts";
import type { DeadLetter, StoreRecord } from "./store.ts";
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
  /** Where the message of a row is routed, when there is a queue. */
  readonly routingKey: ((row: R) => string) | undefined;
  /** Set when the store has refused these deliveries: they go to the dead letters. */
  readonly refusal: StoreRejectedError | undefined;
}

const encoder = new TextEncoder();

/** Sends each delivery through the flow: to rows, to nothing, or to the dead letters. */
export function processBatch<R extends Row>(
  deliveries: readonly Delivery[],
  { flow, clock, routingKey, refusal }: ProcessBatchOptions<R>,
): BatchOutcome<R> {
  const records: StoreRecord<R>[] = [];
  const dead: DeadLetter[] = [];
  let filtered = 0;
  let seq = 0;
  let deliveryId = "";
  let before = 0;
  const context = { stage: flow.name };
  const step = flow.compile((row) => {
    checkIsRow(row);
    const record = { seq, deliveryId, row };
    const nth = records.length - before;
    const id = nth === 0 ? deliveryId : `${deliveryId}#${nth + 1}`;
    if (routingKey === undefined) return void records.push(record);
    const { stage } = context;
    context.stage = "routingKey";
    const key = checkRoutingKey(routingKey(row));
    context.stage = "message";
    records.push({ ...record, message: { id, routingKey: key, body: JSON.stringify(row) } });
    context.stage = stage;
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
    if (refusal instanceof UncountableError) {
      bury(delivery, refusal.stage, refusal.cause);
    } else if (refusal !== undefined) {
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

/** Something else would look like a fault of the store, and be tried again for ever. */
function checkIsRow(row: unknown): void {
  if (typeof row === "object" && row !== null) return;
  throw new TypeError(
    `Cannot store a row as it must be an object: current value is ${formatValue(row)}`,
  );
}

/** AMQP carries 255 bytes: a longer key would stand in the way of all messages behind it. */
function checkRoutingKey(key: unknown): string {
  if (typeof key === "string" && encoder.encode(key).length <= 255) return key;
  const rule = "a string of 255 bytes at most";
  throw new TypeError(optionMessage("make a message", "routingKey", rule, key));
}

/** Never throws itself: an operator may throw anything, and the pipeline must outlive it. */
function errorText(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "An error that cannot be written as text";
  }
}
