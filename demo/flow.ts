import {
  type Delivery,
  filter,
  map,
  type Operator,
  parseJson,
  pipe,
  type TopK,
  topK,
  tumble,
  type WindowSet,
} from "@weir/std/streams";
import { EventHandler, type GitHubDelivery, type Payload } from "./event_handler.ts";
import type { EventRow } from "./events_table.ts";

const handlers = new Map<string, EventHandler>();

/** The handler of a GitHub event, from the registry; made once. */
export function handlerOf(event: string): EventHandler | undefined {
  const known = handlers.get(event);
  if (known !== undefined) return known;
  const [Handler] = EventHandler.find({ capability: event });
  if (Handler === undefined) return undefined;
  const handler = new Handler();
  handlers.set(event, handler);
  return handler;
}

/** From a delivery to the row of its event. */
export const flow: Operator<Delivery, EventRow> = pipe(
  filter(isHandled),
  parseJson<Payload>(),
  map(toRow),
);

/** Sums that are kept with the rows, in the same transaction. */
export const windows: Readonly<Record<string, WindowSet<EventRow>>> = {
  /** Events and payload bytes per minute of event time and category. */
  perMinute: tumble({
    everyMs: 60_000,
    time: (row: EventRow) => row.at_ms!,
    key: (row) => row.category!,
    add: { events: () => 1, bytes: (row) => row.bytes! },
  }),
};

/** Rankings that are kept with the rows, in the same transaction. */
export const rankings: Readonly<Record<string, TopK<EventRow>>> = {
  repositories: topK({ key: (row: EventRow) => row.repository ?? undefined, capacity: 200 }),
};

function isHandled({ headers }: Delivery): boolean {
  return handlerOf(headers["x-github-event"] ?? "") !== undefined;
}

function toRow(delivery: GitHubDelivery): EventRow {
  return handlerOf(delivery.headers["x-github-event"]!)!.toRow(delivery);
}
