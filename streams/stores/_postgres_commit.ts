import { OffsetConflictError } from "../errors.ts";
import type { SqlConnection } from "../sql.ts";
import type {
  AggregateWrite,
  CommitResult,
  DeadLetter,
  PipelinePlan,
  StoreBatch,
  WindowDelta,
} from "../store.ts";
import type { Row } from "../table.ts";
import { batchDeliveries } from "./_fresh_records.ts";
import { columnTypes, type PostgresNames, quote } from "./_postgres_names.ts";
import { queryJson } from "./_postgres_session.ts";
import { toBase64, toRowsJson } from "./_postgres_values.ts";
import { toStorableText } from "./_storable_text.ts";
import type { TableShape } from "./_table_shape.ts";

/** The two statements of a commit; both carry a whole batch, however large. */
export interface CommitStatements {
  /** Moves the offset and finds out which deliveries are new. */
  readonly claim: string;
  /** Writes everything else. */
  readonly write: string;
}

/** Prepares the statements for one pipeline. */
export function commitStatements(names: PostgresNames, table: TableShape): CommitStatements {
  return { claim: claimStatement(names), write: writeStatement(names, table) };
}

/**
 * Writes a batch, in the transaction of `connection`. The claim comes first because it locks the
 * row of the pipeline: of two processes that feed one pipeline the second waits there, and finds
 * that the offset has moved.
 */
export async function commitBatch<R extends Row>(
  connection: SqlConnection,
  plan: PipelinePlan<R>,
  statements: CommitStatements,
  batch: StoreBatch<R>,
): Promise<CommitResult> {
  const { ids, first, repeats } = batchDeliveries(batch.records);
  const claim = await queryJson(connection, statements.claim, [
    plan.pipeline,
    batch.fromSeq,
    batch.toSeq,
    JSON.stringify(ids),
  ]) as { moved: boolean; fresh: string[] };
  if (!claim.moved) throw conflict(plan.pipeline, batch.fromSeq);
  const freshIds = new Set(claim.fresh);
  const fresh = first.filter((record) => freshIds.has(record.deliveryId));
  const aggregates = batch.aggregate(fresh);
  const messages = fresh.flatMap((record) => record.message ?? []);
  const stored = freshIds.size;
  const duplicates = ids.length - stored + repeats;
  await connection.query(statements.write, [
    plan.pipeline,
    toRowsJson(plan.table, fresh),
    JSON.stringify(messages.map((message, n) => ({ n, ...message }))),
    windowsJson(aggregates),
    JSON.stringify([...new Map(aggregates.sketches.map((each) => [each.name, each])).values()]),
    deadJson(batch.dead),
    stored,
    duplicates,
    batch.filtered,
  ]);
  return { stored, duplicates, messages: messages.length };
}

function conflict(pipeline: string, fromSeq: number): OffsetConflictError {
  return new OffsetConflictError(
    `Cannot store the batch of pipeline "${pipeline}" as its offset is no longer ${fromSeq}: ` +
      `let one process at a time run the pipeline, and read its counts before trying again`,
  );
}

/** Adds up what goes to one field, as one statement cannot touch a row twice. */
function windowsJson({ windows }: AggregateWrite): string {
  const sums = new Map<string, { -readonly [N in keyof WindowDelta]: WindowDelta[N] }>();
  for (const delta of windows) {
    const id = JSON.stringify([delta.window, delta.startMs, delta.key, delta.field]);
    const sum = sums.get(id);
    if (sum === undefined) sums.set(id, { ...delta });
    else sum.amount += delta.amount;
  }
  return JSON.stringify([...sums.values()]);
}

/** A dead letter must be storable whatever it holds, or nothing would ever get past it. */
function deadJson(dead: readonly DeadLetter[]): string {
  return JSON.stringify(dead.map((letter) => ({
    seq: letter.seq,
    deliveryId: toStorableText(letter.deliveryId),
    stage: toStorableText(letter.stage),
    error: toStorableText(letter.error),
    atMs: letter.atMs,
    headers: Object.fromEntries(
      Object.entries(letter.headers).map((entry) => entry.map(toStorableText)),
    ),
    body: toBase64(letter.body),
  })));
}

function claimStatement(names: PostgresNames): string {
  return `with moved as (
      update ${names.pipelines} set seq_offset = $3::bigint
      where name = $1::text and seq_offset = $2::bigint returning name
    ), fresh as (
      insert into ${names.deliveries} (pipeline, id)
      select moved.name, ids.id from moved, jsonb_array_elements_text($4::text::jsonb) as ids(id)
      on conflict do nothing returning id
    )
    select json_build_object(
      'moved', exists (select from moved),
      'fresh', (select coalesce(json_agg(id), '[]') from fresh)
    )::text as json`;
}

function writeStatement(names: PostgresNames, table: TableShape): string {
  return `with stored_rows as (${rowsStatement(names, table)}),
    stored_messages as (
      insert into ${names.outbox} (pipeline, id, routing_key, body)
      select $1::text, id, "routingKey", body from jsonb_to_recordset($3::text::jsonb)
        as message (n integer, id text, "routingKey" text, body text) order by n
    ), stored_windows as (
      insert into ${names.windows} as stored (pipeline, window_name, start_ms, key, field, value)
      select $1::text, "window", "startMs", key, field, amount
      from jsonb_to_recordset($4::text::jsonb) as delta
        ("window" text, "startMs" bigint, key text, field text, amount double precision)
      on conflict (pipeline, window_name, start_ms, key, field)
      do update set value = stored.value + excluded.value
    ), stored_sketches as (
      insert into ${names.sketches} (pipeline, name, state)
      select $1::text, name, state
      from jsonb_to_recordset($5::text::jsonb) as sketch (name text, state text)
      on conflict (pipeline, name) do update set state = excluded.state
    ), stored_dead as (
      insert into ${names.deadLetters}
        (pipeline, seq, delivery_id, stage, error, at_ms, headers, body)
      select $1::text, seq, "deliveryId", stage, error, "atMs", headers, decode(body, 'base64')
      from jsonb_to_recordset($6::text::jsonb) as letter (seq bigint, "deliveryId" text,
        stage text, error text, "atMs" bigint, headers jsonb, body text)
      on conflict (pipeline, seq) do nothing returning seq
    )
    update ${names.pipelines} set stored = stored + $7::bigint,
      duplicates = duplicates + $8::bigint, filtered = filtered + $9::bigint,
      dead = dead + (select count(*) from stored_dead)
    where name = $1::text`;
}

function rowsStatement(names: PostgresNames, table: TableShape): string {
  const columns = Object.keys(table.columns).map(quote);
  const types = Object.entries(table.columns).map(([name, kind]) =>
    `${quote(name)} ${columnTypes[kind][0]}`
  );
  const updates = columns.filter((column) => column !== quote(table.key))
    .map((column) => `${column} = excluded.${column}`);
  return `insert into ${names.table(table)} (${columns.join(", ")})
    select ${columns.join(", ")} from jsonb_to_recordset($2::text::jsonb)
      as record (${types.join(", ")})
    on conflict (${quote(table.key)}) do ${
    updates.length === 0 ? "nothing" : `update set ${updates.join(", ")}`
  }`;
}
