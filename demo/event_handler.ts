import {
  type Contract,
  contract,
  integer,
  nullable,
  object,
  record,
  string,
  unknown,
} from "@weir/std/contracts";
import type { ParsedDelivery } from "@weir/std/streams";
import type { EventRow } from "./events_table.ts";

/** What the body of a GitHub webhook says; every event has its own shape. */
export type Payload = Readonly<Record<string, unknown>>;

/** A GitHub delivery whose body has been parsed. */
export type GitHubDelivery = ParsedDelivery<Payload>;

/** Turns deliveries of some GitHub events into rows. */
export interface EventHandler {
  /** What the rows are filed under. */
  readonly category: string;
  /** The row of one delivery. */
  toRow(delivery: GitHubDelivery): EventRow;
}

/**
 * The contract of every event handler. A class that implements it is checked and registered when it
 * is defined; the GitHub events that it handles are its capabilities, and that is how the pipeline
 * finds the handler of a delivery.
 */
export const EventHandler: Contract<EventHandler> = contract<EventHandler>("demo.EventHandler", {
  version: "1.0.0",
  members: {
    category: { attribute: string({ minLength: 1 }) },
    toRow: {
      params: [
        [
          "delivery",
          object({
            id: string({ minLength: 1 }),
            seq: integer({ min: 1 }),
            receivedAtMs: integer(),
            headers: record(string()),
            bytes: integer({ min: 0 }),
            value: record(unknown()),
          }),
        ],
      ],
      returns: object({
        id: string({ minLength: 1 }),
        event: string({ minLength: 1 }),
        action: nullable(string()),
        category: string({ minLength: 1 }),
        repository: string({ minLength: 1 }),
        actor: nullable(string()),
        title: nullable(string()),
        at_ms: integer({ min: 0, max: 8.64e15 }),
        bytes: integer({ min: 0 }),
      }),
    },
  },
});
