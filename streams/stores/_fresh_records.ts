import type { Row } from "../table.ts";
import type { StoreRecord } from "../store.ts";

/** The deliveries of a batch, sorted out by their ids. */
export interface BatchDeliveries<R extends Row> {
  /** The ids, each once. */
  readonly ids: string[];
  /** The records of the first delivery of each id. */
  readonly first: StoreRecord<R>[];
  /** Deliveries whose id an earlier delivery of this batch bears. */
  readonly repeats: number;
}

/** Finds deliveries that came twice in one batch. */
export function batchDeliveries<R extends Row>(
  records: readonly StoreRecord<R>[],
): BatchDeliveries<R> {
  const firstSeqs = new Map<string, number>();
  const repeats = new Set<number>();
  const first: StoreRecord<R>[] = [];
  for (const record of records) {
    const firstSeq = firstSeqs.get(record.deliveryId);
    if (firstSeq === undefined) firstSeqs.set(record.deliveryId, record.seq);
    if (firstSeq === undefined || firstSeq === record.seq) first.push(record);
    else repeats.add(record.seq);
  }
  return { ids: [...firstSeqs.keys()], first, repeats: repeats.size };
}
