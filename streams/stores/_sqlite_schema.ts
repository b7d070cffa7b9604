import type { DatabaseSync } from "node:sqlite";
import type { ColumnKind } from "../table.ts";
import type { TableShape } from "./_table_shape.ts";

/** Version of the library's own tables; a later version migrates from here. */
const schemaVersion = 1;

const ownTables = `
create table if not exists weir_schema (version integer not null) strict;
create table if not exists weir_pipelines (
  name text primary key,
  seq_offset integer not null default 0,
  stored integer not null default 0,
  duplicates integer not null default 0,
  dead integer not null default 0,
  filtered integer not null default 0,
  published integer not null default 0
) strict, without rowid;
create table if not exists weir_deliveries (
  pipeline text not null,
  id text not null,
  primary key (pipeline, id)
) strict, without rowid;
create table if not exists weir_outbox (
  place integer primary key autoincrement,
  pipeline text not null,
  id text not null,
  routing_key text not null,
  body blob not null
) strict;
create index if not exists weir_outbox_by_pipeline on weir_outbox (pipeline, place);
create table if not exists weir_windows (
  pipeline text not null,
  window_name text not null,
  start_ms integer not null,
  key text not null,
  field text not null,
  value real not null,
  primary key (pipeline, window_name, start_ms, key, field)
) strict, without rowid;
create table if not exists weir_sketches (
  pipeline text not null,
  name text not null,
  state text not null,
  primary key (pipeline, name)
) strict, without rowid;
create table if not exists weir_dead_letters (
  pipeline text not null,
  seq integer not null,
  delivery_id text not null,
  stage text not null,
  error text not null,
  at_ms integer not null,
  headers text not null,
  body blob not null,
  primary key (pipeline, seq)
) strict, without rowid;
`;

const typeOf: Readonly<Record<ColumnKind, string>> = {
  text: "text",
  integer: "integer",
  real: "real",
  boolean: "integer",
  json: "text",
};

/**
 * Sets the database up for a store: durable at commit, readable while it is written, own tables.
 *
 * @throws {Error} When the tables were made by a later version of this package.
 */
export function createSchema(database: DatabaseSync): void {
  database.exec("pragma journal_mode = wal; pragma synchronous = full");
  database.exec("begin immediate");
  try {
    database.exec(ownTables);
    const row = database.prepare("select version from weir_schema").get();
    if (row === undefined) {
      database.prepare("insert into weir_schema (version) values (?)").run(schemaVersion);
    } else if (Number(row.version) > schemaVersion) {
      throw new Error(
        `Cannot open the store as its schema has version ${row.version} and this package knows ` +
          `version ${schemaVersion}: use the newer package`,
      );
    }
    database.exec("commit");
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}

/** Creates the table that a pipeline writes, and columns that it has gained. */
export function createTable(database: DatabaseSync, table: TableShape): void {
  const columns = Object.entries(table.columns).map(([name, kind]) =>
    `"${name}" ${typeOf[kind]}${name === table.key ? " primary key not null" : ""}`
  );
  database.exec(`create table if not exists "${table.name}" (${columns.join(", ")}) strict`);
  const present = new Set(
    database.prepare(`select name from pragma_table_info(?)`).all(table.name)
      .map((row) => String(row.name)),
  );
  for (const [name, kind] of Object.entries(table.columns)) {
    if (present.has(name)) continue;
    database.exec(`alter table "${table.name}" add column "${name}" ${typeOf[kind]}`);
  }
}
