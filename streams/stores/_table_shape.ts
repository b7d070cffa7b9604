import type { Columns } from "../table.ts";

/** What a store needs to know of a table of any row type. */
export interface TableShape {
  /** Name of the table. */
  readonly name: string;
  /** Its columns. */
  readonly columns: Columns;
  /** The text column that identifies a row. */
  readonly key: string;
}
