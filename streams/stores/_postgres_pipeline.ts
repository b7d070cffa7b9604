import type {
  CommitResult,
  DeadLetter,
  OutboxEntry,
  PipelinePlan,
  PipelineStore,
  StoreBatch,
  StoreCounts,
  StorePage,
  StorePageOptions,
  WindowRow,
} from "../store.ts";
import { checkInteger } from "../../_internal/check_option.ts";
import type { Row } from "../table.ts";
import { fromCursor, pageLimit, toPage } from "./_page_cursor.ts";
import { commitBatch, type CommitStatements, commitStatements } from "./_postgres_commit.ts";
import type { PostgresNames } from "./_postgres_names.ts";
import type { PostgresSession } from "./_postgres_session.ts";
import { fromBase64 } from "./_postgres_values.ts";

/**
 * The part of a PostgreSQL store that belongs to one pipeline.
 *
 * What is read comes as one JSON text per statement, so that numbers are numbers whatever the
 * driver would make of a `bigint`.
 */
export class PostgresPipelineStore<R extends Row> implements PipelineStore<R> {
  readonly #session: PostgresSession;
  readonly #names: PostgresNames;
  readonly #plan: PipelinePlan<R>;
  readonly #statements: CommitStatements;

  constructor(session: PostgresSession, names: PostgresNames, plan: PipelinePlan<R>) {
    this.#session = session;
    this.#names = names;
    this.#plan = plan;
    this.#statements = commitStatements(names, plan.table);
  }

  async counts(): Promise<StoreCounts> {
    const counts = await this.#session.json(
      `select json_build_object('offset', seq_offset, 'stored', stored, 'duplicates', duplicates,
        'dead', dead, 'filtered', filtered, 'outbox',
        (select count(*) from ${this.#names.outbox} where pipeline = $1::text),
        'published', published)::text as json
       from ${this.#names.pipelines} where name = $1::text`,
      [this.#plan.pipeline],
    );
    return Object.freeze(counts as StoreCounts);
  }

  commit(batch: StoreBatch<R>): Promise<CommitResult> {
    return this.#session.transaction((connection) =>
      commitBatch(connection, this.#plan, this.#statements, batch)
    );
  }

  outbox(limit: number): Promise<OutboxEntry[]> {
    checkInteger("read the outbox", "limit", limit, 1, 2 ** 31 - 1);
    return this.#rows(
      `select place, id, routing_key as "routingKey", body from ${this.#names.outbox}
       where pipeline = $1 order by place limit $2`,
      [this.#plan.pipeline, limit],
    );
  }

  async confirm(places: readonly number[]): Promise<void> {
    await this.#session.run((connection) =>
      connection.query(
        `with confirmed as (
           delete from ${this.#names.outbox} where pipeline = $1::text and place in
           (select place::bigint from jsonb_array_elements_text($2::text::jsonb) as places(place))
           returning place
         )
         update ${this.#names.pipelines}
         set published = published + (select count(*) from confirmed) where name = $1::text`,
        [this.#plan.pipeline, JSON.stringify(places)],
      )
    );
  }

  async sketches(): Promise<Map<string, string>> {
    const rows = await this.#rows<{ name: string; state: string }>(
      `select name, state from ${this.#names.sketches} where pipeline = $1 order by name`,
      [this.#plan.pipeline],
    );
    return new Map(rows.map((row) => [row.name, row.state]));
  }

  async windows(window: string, options?: StorePageOptions): Promise<StorePage<WindowRow>> {
    const limit = pageLimit(options);
    const after = fromCursor(options?.after, ["number", "string"]);
    const rows = await this.#rows<WindowRow>(
      `select start_ms as "startMs", key, json_object_agg(field, value order by field) as fields
       from ${this.#names.windows} where pipeline = $1 and window_name = $2
       ${after === undefined ? "" : "and (start_ms, key) > ($4::bigint, $5)"}
       group by start_ms, key order by start_ms, key limit $3`,
      [this.#plan.pipeline, window, limit, ...after ?? []],
    );
    return toPage(rows, limit, (row) => [row.startMs, row.key]);
  }

  async deadLetters(options?: StorePageOptions): Promise<StorePage<DeadLetter>> {
    const limit = pageLimit(options);
    const [after] = fromCursor(options?.after, ["number"]) ?? [-1];
    const rows = await this.#rows<DeadLetter & { body: string }>(
      `select seq, delivery_id as "deliveryId", stage, error, at_ms as "atMs", headers,
         encode(body, 'base64') as body
       from ${this.#names.deadLetters} where pipeline = $1 and seq > $2::bigint
       order by seq limit $3`,
      [this.#plan.pipeline, after, limit],
    );
    const letters = rows.map((row) => ({ ...row, body: fromBase64(row.body) }));
    return toPage(letters, limit, (letter) => [letter.seq]);
  }

  async #rows<T>(select: string, values: unknown[]): Promise<T[]> {
    return await this.#session.json(rowsAsJson(select), values) as T[];
  }
}

/** Makes the rows of a statement one JSON text. */
export function rowsAsJson(select: string): string {
  return `select coalesce(json_agg(item), '[]')::text as json from (${select}) as item`;
}
