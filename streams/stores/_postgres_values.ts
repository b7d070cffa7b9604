import { Buffer } from "node:buffer";
import type { StoreRecord } from "../store.ts";
import type { Row } from "../table.ts";
import { checkRow } from "./_row_values.ts";
import type { TableShape } from "./_table_shape.ts";

/**
 * The rows of a batch as one JSON parameter. Of rows with one key the last is written, as one
 * statement cannot touch a row twice.
 *
 * @throws {StoreRejectedError} If a row does not fit its table.
 */
export function toRowsJson(table: TableShape, records: readonly StoreRecord[]): string {
  const columns = Object.keys(table.columns);
  const rows = new Map<unknown, Row>();
  for (const { row } of records) {
    checkRow(table, row);
    rows.set(row[table.key], Object.fromEntries(columns.map((column) => [column, row[column]])));
  }
  return JSON.stringify([...rows.values()]);
}

/** Bytes as text. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/** Bytes that {@linkcode toBase64}, or the database, has made text of. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, "base64"));
}
