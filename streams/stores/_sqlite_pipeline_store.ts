import type { DatabaseSync, StatementSync } from "node:sqlite";
import { OffsetConflictError, StoreRejectedError } from "../errors.ts";
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
  StoreRecord,
  WindowRow,
} from "../store.ts";
import type { Row } from "../table.ts";
import { batchDeliveries } from "./_fresh_records.ts";
import { fromCursor, pageLimit, toPage } from "./_page_cursor.ts";
import { fromBlob, toBlob, transaction } from "../_sqlite.ts";
import { attempt } from "./_attempt.ts";
import { toStorableText } from "./_storable_text.ts";
import { toSqlite } from "./_sqlite_values.ts";

/** What SQLite says of data that would be refused again; it has no error codes to ask in Deno. */
const dataFault = /constraint failed|datatype mismatch|string or blob too big|cannot store/i;

/** The part of a SQLite store that belongs to one pipeline. */
export class SqlitePipelineStore<R extends Row> implements PipelineStore<R> {
  readonly #database: DatabaseSync;
  readonly #plan: PipelinePlan<R>;
  readonly #name: string;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync, plan: PipelinePlan<R>) {
    this.#database = database;
    this.#plan = plan;
    this.#name = plan.pipeline;
    this.#sql("insert into weir_pipelines (name) values (?) on conflict do nothing")
      .run(this.#name);
  }

  counts(): Promise<StoreCounts> {
    return attempt(this.#database, () => {
      const row = this.#sql(
        `select seq_offset as "offset", stored, duplicates, dead, filtered, published,
           (select count(*) from weir_outbox where pipeline = ?1) as outbox
         from weir_pipelines where name = ?1`,
      ).get(this.#name);
      return { ...row } as unknown as StoreCounts;
    });
  }

  commit(batch: StoreBatch<R>): Promise<CommitResult> {
    return attempt(this.#database, () => {
      try {
        return transaction(this.#database, () => this.#write(batch));
      } catch (error) {
        if (!isDataFault(error)) throw error;
        const message = `Cannot store the batch: ${(error as Error).message}`;
        throw new StoreRejectedError(message, { cause: error });
      }
    });
  }

  outbox(limit: number): Promise<OutboxEntry[]> {
    return attempt(this.#database, () =>
      this.#sql(
        `select place, id, routing_key as "routingKey", body from weir_outbox
         where pipeline = ? order by place limit ?`,
      ).all(this.#name, limit).map(({ body, ...row }) =>
        ({ ...row, body: fromBlob(body) }) as unknown as OutboxEntry
      ));
  }

  confirm(places: readonly number[]): Promise<void> {
    return attempt(this.#database, () =>
      transaction(this.#database, () => {
        const { changes } = this.#sql(
          `delete from weir_outbox
           where pipeline = ? and place in (select value from json_each(?))`,
        ).run(this.#name, JSON.stringify(places));
        this.#sql("update weir_pipelines set published = published + ? where name = ?")
          .run(changes, this.#name);
      }));
  }

  sketches(): Promise<Map<string, string>> {
    return attempt(this.#database, () => {
      const rows = this.#sql("select name, state from weir_sketches where pipeline = ?")
        .all(this.#name);
      return new Map(rows.map(({ name, state }) => [String(name), String(state)]));
    });
  }

  windows(window: string, options?: StorePageOptions): Promise<StorePage<WindowRow>> {
    return attempt(this.#database, () => {
      const limit = pageLimit(options);
      const [startMs, key] = fromCursor(options?.after, ["number", "string"]) ?? [null, null];
      const rows = this.#sql(
        `select start_ms as "startMs", key, json_group_object(field, value) as fields
         from weir_windows
         where pipeline = ?1 and window_name = ?2 and (?3 is null or (start_ms, key) > (?3, ?4))
         group by start_ms, key order by start_ms, key limit ?5`,
      ).all(this.#name, window, startMs!, key!, limit);
      const items = rows.map((row) => ({
        startMs: Number(row.startMs),
        key: String(row.key),
        fields: JSON.parse(String(row.fields)),
      }));
      return toPage(items, limit, (item) => [item.startMs, item.key]);
    });
  }

  deadLetters(options?: StorePageOptions): Promise<StorePage<DeadLetter>> {
    return attempt(this.#database, () => {
      const limit = pageLimit(options);
      const [after] = fromCursor(options?.after, ["number"]) ?? [-1];
      const rows = this.#sql(
        `select seq, delivery_id as "deliveryId", stage, error, at_ms as "atMs", headers, body
         from weir_dead_letters where pipeline = ? and seq > ? order by seq limit ?`,
      ).all(this.#name, after!, limit);
      const letters = rows.map((row) =>
        ({ ...row, headers: JSON.parse(String(row.headers)) }) as unknown as DeadLetter
      );
      return toPage(letters, limit, (letter) => [letter.seq]);
    });
  }

  #sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #write(batch: StoreBatch<R>): CommitResult {
    const { records, dead, filtered, fromSeq, toSeq } = batch;
    this.#moveOffset(fromSeq, toSeq);
    const { ids, first, repeats } = batchDeliveries(records);
    const freshIds = this.#claim(ids);
    const fresh = first.filter(({ deliveryId }) => freshIds.has(deliveryId));
    const messages = this.#writeRecords(fresh);
    this.#writeDead(dead);
    this.#writeAggregates(batch.aggregate(fresh));
    const stored = freshIds.size;
    const duplicates = ids.length - stored + repeats;
    this.#sql(
      `update weir_pipelines set stored = stored + ?, duplicates = duplicates + ?,
         dead = dead + ?, filtered = filtered + ? where name = ?`,
    ).run(stored, duplicates, dead.length, filtered, this.#name);
    return { stored, duplicates, messages };
  }

  #moveOffset(fromSeq: number, toSeq: number): void {
    const { changes } = this.#sql(
      "update weir_pipelines set seq_offset = ? where name = ? and seq_offset = ?",
    ).run(toSeq, this.#name, fromSeq);
    if (changes === 1) return;
    throw new OffsetConflictError(
      `Cannot store the batch of pipeline "${this.#name}" as its offset is no longer ${fromSeq}: ` +
        `let one process at a time run the pipeline, and read its counts before trying again`,
    );
  }

  /** The ids that were not seen before. */
  #claim(ids: readonly string[]): Set<string> {
    const insert = this.#sql(
      "insert into weir_deliveries (pipeline, id) values (?, ?) on conflict do nothing",
    );
    return new Set(ids.filter((id) => insert.run(this.#name, id).changes === 1));
  }

  #writeRecords(fresh: readonly StoreRecord<R>[]): number {
    const { table } = this.#plan;
    const columns = Object.keys(table.columns);
    const insertRow = this.#sql(
      `insert or replace into "${table.name}" (${columns.map((name) => `"${name}"`).join(", ")})
       values (${columns.map(() => "?").join(", ")})`,
    );
    const insertMessage = this.#sql(
      "insert into weir_outbox (pipeline, id, routing_key, body) values (?, ?, ?, ?)",
    );
    let messages = 0;
    for (const { row, message } of fresh) {
      insertRow.run(...toSqlite(table, row));
      if (message === undefined) continue;
      insertMessage.run(this.#name, message.id, message.routingKey, toBlob(message.body));
      messages++;
    }
    return messages;
  }

  #writeDead(dead: readonly DeadLetter[]): void {
    const insert = this.#sql(
      `insert into weir_dead_letters
         (pipeline, seq, delivery_id, stage, error, at_ms, headers, body)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const { seq, deliveryId, stage, error, atMs, headers, body } of dead) {
      const [id, reason] = [toStorableText(deliveryId), toStorableText(error)];
      insert.run(this.#name, seq, id, stage, reason, atMs, JSON.stringify(headers), body);
    }
  }

  #writeAggregates({ windows, sketches }: ReturnType<StoreBatch<R>["aggregate"]>): void {
    const add = this.#sql(
      `insert into weir_windows (pipeline, window_name, start_ms, key, field, value)
       values (?, ?, ?, ?, ?, ?)
       on conflict do update set value = value + excluded.value`,
    );
    for (const { window, startMs, key, field, amount } of windows) {
      add.run(this.#name, window, startMs, key, field, amount);
    }
    const replace = this.#sql(
      `insert into weir_sketches (pipeline, name, state) values (?, ?, ?)
       on conflict do update set state = excluded.state`,
    );
    for (const { name, state } of sketches) replace.run(this.#name, name, state);
  }
}

function isDataFault(error: unknown): boolean {
  return error instanceof Error && !(error instanceof OffsetConflictError) &&
    !(error instanceof StoreRejectedError) && dataFault.test(error.message);
}
