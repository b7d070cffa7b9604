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
import { attempt, checkPage } from "./_sqlite_page.ts";
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
    return attempt(() => {
      const row = this.#sql(
        `select seq_offset as "offset", stored, duplicates, dead, filtered,
           (select count(*) from weir_outbox where pipeline = ?1) as outbox
         from weir_pipelines where name = ?1`,
      ).get(this.#name);
      return { ...row } as unknown as StoreCounts;
    });
  }

  commit(batch: StoreBatch<R>): Promise<CommitResult> {
    return attempt(() => {
      this.#database.exec("begin immediate");
      try {
        const result = this.#write(batch);
        this.#database.exec("commit");
        return result;
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec("rollback");
        throw isDataFault(error)
          ? new StoreRejectedError(`Cannot store the batch: ${(error as Error).message}`, {
            cause: error,
          })
          : error;
      }
    });
  }

  outbox(limit: number): Promise<OutboxEntry[]> {
    return attempt(() =>
      this.#sql(
        `select place, id, routing_key as "routingKey", body from weir_outbox
         where pipeline = ? order by place limit ?`,
      ).all(this.#name, limit).map((row) => ({ ...row }) as unknown as OutboxEntry)
    );
  }

  confirm(places: readonly number[]): Promise<void> {
    return attempt(() => {
      this.#sql(
        `delete from weir_outbox where pipeline = ? and place in (select value from json_each(?))`,
      ).run(this.#name, JSON.stringify(places));
    });
  }

  sketches(): Promise<Map<string, string>> {
    return attempt(() => {
      const rows = this.#sql("select name, state from weir_sketches where pipeline = ?")
        .all(this.#name);
      return new Map(rows.map(({ name, state }) => [String(name), String(state)]));
    });
  }

  windows(window: string, options: StorePageOptions = {}): Promise<StorePage<WindowRow>> {
    return attempt(() => {
      const { after, limit } = checkPage(options);
      const [startMs, key] = after === null ? [null, null] : JSON.parse(after);
      const rows = this.#sql(
        `select start_ms as "startMs", key, json_group_object(field, value) as fields
         from weir_windows
         where pipeline = ?1 and window_name = ?2 and (?3 is null or (start_ms, key) > (?3, ?4))
         group by start_ms, key order by start_ms, key limit ?5`,
      ).all(this.#name, window, startMs, key, limit + 1);
      const items = rows.slice(0, limit).map((row) => ({
        startMs: Number(row.startMs),
        key: String(row.key),
        fields: JSON.parse(String(row.fields)),
      }));
      const last = items.at(-1);
      if (rows.length <= limit || last === undefined) return { items };
      return { items, next: JSON.stringify([last.startMs, last.key]) };
    });
  }

  deadLetters(options: StorePageOptions = {}): Promise<StorePage<DeadLetter>> {
    return attempt(() => {
      const { after, limit } = checkPage(options);
      const rows = this.#sql(
        `select seq, delivery_id as "deliveryId", stage, error, at_ms as "atMs", headers, body
         from weir_dead_letters where pipeline = ?1 and seq > ?2 order by seq limit ?3`,
      ).all(this.#name, Number(after ?? 0), limit + 1);
      const items = rows.slice(0, limit).map((row) =>
        ({ ...row, headers: JSON.parse(String(row.headers)) }) as unknown as DeadLetter
      );
      const last = items.at(-1);
      return rows.length > limit && last !== undefined
        ? { items, next: String(last.seq) }
        : { items };
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
    const fresh = this.#claim(records);
    const messages = this.#writeRecords(fresh);
    this.#writeDead(dead);
    this.#writeAggregates(batch.aggregate(fresh));
    const stored = countDeliveries(fresh);
    const duplicates = countDeliveries(records) - stored;
    const { changes } = this.#sql(
      `update weir_pipelines set seq_offset = ?, stored = stored + ?, duplicates = duplicates + ?,
         dead = dead + ?, filtered = filtered + ? where name = ? and seq_offset = ?`,
    ).run(toSeq, stored, duplicates, dead.length, filtered, this.#name, fromSeq);
    if (changes !== 1) {
      throw new OffsetConflictError(
        `Cannot commit the batch as the offset of pipeline "${this.#name}" is no longer ` +
          `${fromSeq}: only one pipeline of this name may run`,
      );
    }
    return { stored, duplicates, messages };
  }

  /** The records whose delivery was not seen before; of two deliveries of one id the first. */
  #claim(records: readonly StoreRecord<R>[]): StoreRecord<R>[] {
    const insert = this.#sql(
      "insert into weir_deliveries (pipeline, id) values (?, ?) on conflict do nothing",
    );
    const fresh: StoreRecord<R>[] = [];
    let seq = 0;
    let isFresh = false;
    for (const record of records) {
      if (record.seq !== seq) {
        seq = record.seq;
        isFresh = insert.run(this.#name, record.deliveryId).changes === 1;
      }
      if (isFresh) fresh.push(record);
    }
    return fresh;
  }

  #writeRecords(fresh: readonly StoreRecord<R>[]): number {
    const { table } = this.#plan;
    const columns = Object.keys(table.columns);
    const insertRow = this.#sql(
      `insert into "${table.name}" (${columns.map((name) => `"${name}"`).join(", ")})
       values (${columns.map(() => "?").join(", ")}) on conflict do nothing`,
    );
    const insertMessage = this.#sql(
      "insert into weir_outbox (pipeline, id, routing_key, body) values (?, ?, ?, ?)",
    );
    let messages = 0;
    for (const { row, message } of fresh) {
      insertRow.run(...toSqlite(table, row));
      if (message === undefined) continue;
      insertMessage.run(this.#name, message.id, message.routingKey, message.body);
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
      insert.run(this.#name, seq, deliveryId, stage, error, atMs, JSON.stringify(headers), body);
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

function countDeliveries(records: readonly StoreRecord[]): number {
  return new Set(records.map(({ seq }) => seq)).size;
}
