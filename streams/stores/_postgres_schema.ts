import type { SqlConnection } from "../sql.ts";
import { columnTypes, type PostgresNames, quote } from "./_postgres_names.ts";
import { queryJson } from "./_postgres_session.ts";
import type { TableShape } from "./_table_shape.ts";

/** Version of the tables that this code writes; a higher one belongs to a later release. */
const currentVersion = 1;

/**
 * Creates what is missing of the schema. Where everything is there, no right to create is needed.
 *
 * The lock lasts until the transaction ends, so processes that start together take turns.
 */
export async function ensureSchema(connection: SqlConnection, names: PostgresNames): Promise<void> {
  await connection.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `weir ${names.schemaName}`,
  ]);
  if (await isThere(connection, names.version)) {
    const version = await queryJson(connection, `select version as json from ${names.version}`, []);
    if (version === currentVersion) return;
    throw new Error(
      `Cannot open the store as schema ${names.schema} has version ${version}: ` +
        `this release knows version ${currentVersion}`,
    );
  }
  const there = await connection.query("select 1 from pg_namespace where nspname = $1", [
    names.schemaName,
  ]);
  if (there.rows.length === 0) await connection.query(`create schema ${names.schema}`);
  for (const statement of definitions(names)) await connection.query(statement);
}

/** Text that is compared, sorted or paged by: by code point, whatever the database's language. */
const keyText = `text collate "C" not null`;

function definitions(names: PostgresNames): string[] {
  return [
    `create table ${names.pipelines} (name ${keyText} primary key,
      seq_offset bigint not null default 0, stored bigint not null default 0,
      duplicates bigint not null default 0, dead bigint not null default 0,
      filtered bigint not null default 0, published bigint not null default 0)`,
    `create table ${names.deliveries} (pipeline ${keyText}, id ${keyText},
      primary key (pipeline, id))`,
    `create table ${names.outbox} (pipeline ${keyText}, place bigserial, id text not null,
      routing_key text not null, body text not null, primary key (pipeline, place))`,
    `create table ${names.windows} (pipeline ${keyText}, window_name ${keyText},
      start_ms bigint not null, key ${keyText}, field ${keyText}, value double precision not null,
      primary key (pipeline, window_name, start_ms, key, field))`,
    `create table ${names.sketches} (pipeline ${keyText}, name ${keyText}, state text not null,
      primary key (pipeline, name))`,
    `create table ${names.deadLetters} (pipeline ${keyText}, seq bigint not null,
      delivery_id text not null, stage text not null, error text not null, at_ms bigint not null,
      headers jsonb not null, body bytea not null, primary key (pipeline, seq))`,
    `create table ${names.version} (version integer not null)`,
    `insert into ${names.version} values (${currentVersion})`,
  ];
}

/**
 * Creates the table of a pipeline, or adds the columns it lacks.
 *
 * @throws {TypeError} If the table that exists cannot hold what the pipeline writes.
 */
export async function ensureTable(
  connection: SqlConnection,
  names: PostgresNames,
  table: TableShape,
): Promise<void> {
  const name = names.table(table);
  if (!await isThere(connection, name)) {
    const columns = Object.entries(table.columns).map(([column, kind]) =>
      column === table.key
        ? `${quote(column)} ${keyText} primary key`
        : `${quote(column)} ${columnTypes[kind][0]}`
    );
    await connection.query(`create table ${name} (${columns.join(", ")})`);
    return;
  }
  const types = await columnsOf(connection, name);
  for (const [column, kind] of Object.entries(table.columns)) {
    const type = types[column];
    if (type === undefined) {
      const wanted = columnTypes[kind][0];
      await connection.query(`alter table ${name} add column ${quote(column)} ${wanted}`);
    } else if (!columnTypes[kind].includes(type)) {
      throw new TypeError(
        `Cannot open table ${name} as its column "${column}" must be of type ` +
          `${columnTypes[kind].join(" or ")}: current type is ${type}`,
      );
    }
  }
  await checkKey(connection, name, table.key);
}

/** Rows are written by `on conflict (key)`, which needs a unique index on the key alone. */
async function checkKey(connection: SqlConnection, name: string, key: string): Promise<void> {
  const { rows } = await connection.query(
    `select 1 from pg_index i
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where i.indrelid = to_regclass($1) and i.indisunique and i.indnkeyatts = 1
       and i.indpred is null and a.attname = $2`,
    [name, key],
  );
  if (rows.length > 0) return;
  throw new TypeError(
    `Cannot open table ${name} as its column "${key}" must be unique: ` +
      `create a unique index on it, or name another key`,
  );
}

async function isThere(connection: SqlConnection, name: string): Promise<boolean> {
  const { rows } = await connection.query("select to_regclass($1)::text as name", [name]);
  return typeof rows[0]?.name === "string";
}

async function columnsOf(connection: SqlConnection, name: string): Promise<Record<string, string>> {
  return await queryJson(
    connection,
    `select json_object_agg(attname, format_type(atttypid, null))::text as json
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [name],
  ) as Record<string, string>;
}
