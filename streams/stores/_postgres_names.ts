import type { ColumnKind } from "../table.ts";
import type { TableShape } from "./_table_shape.ts";

/** The type that a column of a kind gets, and the types it may have in a table that exists. */
export const columnTypes: Readonly<Record<ColumnKind, readonly [string, ...string[]]>> = {
  text: ["text", "character varying"],
  integer: ["bigint", "integer", "smallint"],
  real: ["double precision", "numeric"],
  boolean: ["boolean"],
  json: ["jsonb", "json"],
};

/** Quotes an identifier. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Qualified and quoted names of everything a store owns. */
export class PostgresNames {
  /** The schema as it is called. */
  readonly schemaName: string;
  /** The schema, quoted. */
  readonly schema: string;
  /** Version of the tables. */
  readonly version: string;
  /** Offsets and accounts. */
  readonly pipelines: string;
  /** Ids of the deliveries that are stored. */
  readonly deliveries: string;
  /** Messages that wait for the queue. */
  readonly outbox: string;
  /** Fields of windows. */
  readonly windows: string;
  /** States of sketches. */
  readonly sketches: string;
  /** Dead letters. */
  readonly deadLetters: string;

  constructor(schema: string) {
    this.schemaName = schema;
    this.schema = quote(schema);
    this.version = `${this.schema}.weir_version`;
    this.pipelines = `${this.schema}.weir_pipelines`;
    this.deliveries = `${this.schema}.weir_deliveries`;
    this.outbox = `${this.schema}.weir_outbox`;
    this.windows = `${this.schema}.weir_windows`;
    this.sketches = `${this.schema}.weir_sketches`;
    this.deadLetters = `${this.schema}.weir_dead_letters`;
  }

  /** The table of a pipeline. */
  table(table: TableShape): string {
    return `${this.schema}.${quote(table.name)}`;
  }
}
