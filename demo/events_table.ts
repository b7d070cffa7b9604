import { defineTable, type RowOf, type Table } from "@weir/std/streams";

const columns = {
  /** The sender's delivery id. */
  id: "text",
  /** GitHub's name of the event, such as "pull_request". */
  event: "text",
  /** What happened to the subject, such as "opened". */
  action: "text",
  /** The handler's category, such as "pull requests". */
  category: "text",
  /** Full name of the repository. */
  repository: "text",
  /** Login of who did it. */
  actor: "text",
  /** What it is about. */
  title: "text",
  /** Event time, in milliseconds since the Unix epoch. */
  at_ms: "integer",
  /** Size of the payload. */
  bytes: "integer",
} as const;

/** One event of a repository, as it stands in the database. */
export type EventRow = RowOf<typeof columns>;

/** The table that the demo's pipeline writes. */
export const events: Table<EventRow> = defineTable("events", columns, "id");
