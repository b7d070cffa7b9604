import {
  type AggregateWrite,
  type CommitResult,
  type DeadLetter,
  defineTable,
  type PipelineStore,
  type RowOf,
  type Store,
  type StoreBatch,
  type StorePage,
  type StorePageOptions,
  type StoreRecord,
  type Table,
} from "../streams/mod.ts";
import type { Subject } from "./conformance.ts";

/** The columns of the table that most cases write. */
const columns = { id: "text", amount: "integer" } as const;

/** A row of that table. */
export type Item = RowOf<typeof columns>;

/** The table that most cases write. */
export const items: Table<Item> = defineTable("items", columns, "id");

/** A pipeline in a store, as most cases use it. */
export interface OpenedPipeline extends AsyncDisposable {
  readonly store: Store;
  readonly pipeline: PipelineStore<Item>;
}

/** Opens a store and a pipeline that writes items. */
export async function openItems(
  subject: Subject<Store>,
  pipeline: string = "orders",
): Promise<OpenedPipeline> {
  const store = await subject.open();
  return {
    store,
    pipeline: await store.open({ pipeline, table: items }),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** Tells the deliveries of records apart; what a batch says of its offset is another matter. */
let nextSeq = 1;

/** A record of an item; its delivery and its row share an id unless told otherwise. */
export function item(
  id: string,
  amount: number = 1,
  more: Partial<StoreRecord<Item>> = {},
): StoreRecord<Item> {
  return { seq: nextSeq++, deliveryId: id, row: { id, amount }, ...more };
}

/** A record of an item with a message. */
export function itemWithMessage(id: string, body: string = `{"id":"${id}"}`): StoreRecord<Item> {
  return item(id, 1, { message: { id: `message-${id}`, routingKey: "items.new", body } });
}

/** A dead letter. */
export function deadLetter(seq: number, more: Partial<DeadLetter> = {}): DeadLetter {
  return {
    seq,
    deliveryId: `delivery-${seq}`,
    stage: "parse",
    error: "SyntaxError: unexpected end",
    atMs: 1_700_000_000_000 + seq,
    headers: { "content-type": "application/json" },
    body: new TextEncoder().encode("{"),
    ...more,
  };
}

/** What an aggregate writes that writes nothing. */
export const nothing: AggregateWrite = { windows: [], sketches: [] };

/** A batch that begins where the pipeline stands, one delivery per record unless told otherwise. */
export async function commit(
  pipeline: PipelineStore<Item>,
  batch: Partial<StoreBatch<Item>>,
): Promise<CommitResult> {
  const fromSeq = batch.fromSeq ?? (await pipeline.counts()).offset;
  const records = batch.records ?? [];
  const deliveries = records.length + (batch.dead?.length ?? 0) + (batch.filtered ?? 0);
  return await pipeline.commit({
    toSeq: fromSeq + deliveries,
    dead: [],
    filtered: 0,
    aggregate: () => nothing,
    ...batch,
    fromSeq,
    records,
  });
}

/** Everything behind a paged read, page by page, and the sizes of the pages. */
export async function readAll<T>(
  read: (options: StorePageOptions) => Promise<StorePage<T>>,
  limit: number,
): Promise<{ items: T[]; sizes: number[] }> {
  const all: T[] = [];
  const sizes: number[] = [];
  let page = await read({ limit });
  for (;;) {
    all.push(...page.items);
    sizes.push(page.items.length);
    if (page.next === undefined) return { items: all, sizes };
    page = await read({ limit, after: page.next });
  }
}

/** The rows of the table of items, by key. */
export async function itemRows(store: Store): Promise<Item[]> {
  return (await readAll((options) => store.page(items, options), 500)).items;
}
