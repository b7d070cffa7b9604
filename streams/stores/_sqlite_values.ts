import type { SQLInputValue } from "node:sqlite";
import type { ColumnKind, Row, Table } from "../table.ts";
import { checkRow } from "./_row_values.ts";
import type { TableShape } from "./_table_shape.ts";

/**
 * Turns a row into the values of its columns, in their order.
 *
 * @throws {StoreRejectedError} When a value does not fit its column.
 */
export function toSqlite(table: TableShape, row: Row): SQLInputValue[] {
  checkRow(table, row);
  return Object.entries(table.columns).map(([column, kind]) => {
    const value = row[column];
    if (value === null || value === undefined) return null;
    if (kind === "json") return JSON.stringify(value);
    return kind === "boolean" ? Number(value) : value as string | number;
  });
}

/** Turns what the database returns back into a row. */
export function fromSqlite<R extends Row>(table: Table<R>, stored: Row): R {
  const row: Record<string, unknown> = {};
  for (const [column, kind] of Object.entries(table.columns)) {
    row[column] = fromColumn(kind, stored[column]);
  }
  return row as R;
}

function fromColumn(kind: ColumnKind, value: unknown): unknown {
  if (value === null) return null;
  if (kind === "json") return JSON.parse(String(value));
  return kind === "boolean" ? value === 1 : value;
}
