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

/**
 * Finds deliveries that came twice in one batch. A delivery does not write one row twice, so a row
 * that comes again under the same delivery id is the beginning of a repeat.
 */
export function batchDeliveries<R extends Row>(
  records: readonly StoreRecord<R>[],
  key: string,
): BatchDeliveries<R> {
  const rowsById = new Map<string, Set<unknown>>();
  const repeated = new Set<string>();
  const first: StoreRecord<R>[] = [];
  let repeats = 0;
  for (const record of records) {
    const id = record.deliveryId;
    const rows = rowsById.get(id);
    if (rows === undefined) rowsById.set(id, new Set([record.row[key]]));
    else if (rows.has(record.row[key])) {
      repeats++;
      repeated.add(id);
      rowsById.set(id, new Set([record.row[key]]));
    } else rows.add(record.row[key]);
    if (!repeated.has(id)) first.push(record);
  }
  return { ids: [...rowsById.keys()], first, repeats };
}
