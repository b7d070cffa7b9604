import { checkFunction, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { SqlPool } from "../sql.ts";
import type { PipelinePlan, PipelineStore, Store, StorePage, StorePageOptions } from "../store.ts";
import type { Row, Table } from "../table.ts";
import { fromCursor, pageLimit, toPage } from "./_page_cursor.ts";
import { PostgresNames, quote } from "./_postgres_names.ts";
import { PostgresPipelineStore, rowsAsJson } from "./_postgres_pipeline.ts";
import { ensureSchema, ensureTable } from "./_postgres_schema.ts";
import { PostgresSession } from "./_postgres_session.ts";

/** How a {@linkcode postgresStore} is laid out. */
export interface PostgresStoreOptions {
  /** The schema that holds all tables, created if it is missing. @default {"weir"} */
  readonly schema?: string;
}

/**
 * Keeps what pipelines write in PostgreSQL, from version 12 (tested with 15).
 *
 * A batch takes four round trips, whatever its size. A row whose key is in the table already is
 * replaced. Text with a NUL character, which PostgreSQL cannot hold, is refused as a fault of the
 * data; in dead letters, which must never be refused, U+FFFD takes its place.
 *
 * Cancel: a connection that breaks in the middle of a batch leaves nothing of it behind. When it
 * breaks while the commit itself is under way nobody knows how that ended: read `counts` and go on
 * from its offset.
 *
 * @example
 * ```ts ignore
 * import { defineTable } from "@weir/std/streams";
 * import { postgresStore } from "@weir/std/streams/postgres";
 * import pg from "pg";
 *
 * const pool = new pg.Pool({ connectionString: Deno.env.get("DATABASE_URL") });
 * pool.on("error", (error) => console.error("An idle connection broke", error));
 * await using store = postgresStore(pool);
 * const pushes = defineTable("pushes", { id: "text", repository: "text" }, "id");
 * const pipeline = await store.open({ pipeline: "pushes", table: pushes });
 * console.log(await pipeline.counts());
 * ```
 *
 * @param pool Lends connections, such as a `Pool` of npm `pg`. It stays yours to end.
 * @param options Where the tables lie.
 * @returns The store. Nothing is asked of the database before `open`.
 * @throws {TypeError} If an option is not known or has a wrong type.
 */
export function postgresStore(pool: SqlPool, options?: PostgresStoreOptions): Store {
  checkFunction(action, "pool.connect", pool?.connect);
  checkKeys(action, options, ["schema"]);
  const schema = options?.schema ?? "weir";
  if (typeof schema !== "string" || !/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new TypeError(optionMessage(action, "schema", "a lower-case SQL identifier", schema));
  }
  return new PostgresStore(new PostgresSession(pool), new PostgresNames(schema));
}

const action = "make a store on PostgreSQL";

class PostgresStore implements Store {
  readonly #session: PostgresSession;
  readonly #names: PostgresNames;

  constructor(session: PostgresSession, names: PostgresNames) {
    this.#session = session;
    this.#names = names;
  }

  async open<R extends Row>(plan: PipelinePlan<R>): Promise<PipelineStore<R>> {
    await this.#session.transaction(async (connection) => {
      await ensureSchema(connection, this.#names);
      await ensureTable(connection, this.#names, plan.table);
      await connection.query(
        `insert into ${this.#names.pipelines} (name) values ($1) on conflict do nothing`,
        [plan.pipeline],
      );
    });
    return new PostgresPipelineStore(this.#session, this.#names, plan);
  }

  async page<R extends Row>(
    table: Table<R>,
    options?: StorePageOptions,
  ): Promise<StorePage<R>> {
    const limit = pageLimit(options);
    const after = fromCursor(options?.after, ["string"]) ?? [];
    const key = `${quote(table.key)} collate "C"`;
    const rows = await this.#session.json(
      rowsAsJson(
        `select ${Object.keys(table.columns).map(quote).join(", ")}
         from ${this.#names.table(table)} ${after.length === 0 ? "" : `where ${key} > $2`}
         order by ${key} limit $1`,
      ),
      [limit, ...after],
    );
    return toPage(rows as R[], limit, (row) => [String(row[table.key])]);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
