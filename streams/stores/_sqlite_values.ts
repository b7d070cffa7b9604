import type { SQLInputValue } from "node:sqlite";
import { StoreRejectedError } from "../errors.ts";
import type { ColumnKind, Row, Table } from "../table.ts";

/**
 * Turns a row into the values of its columns, in their order.
 *
 * @throws {StoreRejectedError} When a value does not fit its column.
 */
export function toSqlite<R extends Row>(table: Table<R>, row: R): SQLInputValue[] {
  return Object.entries(table.columns).map(([column, kind]) => {
    const value = row[column];
    if (value === null || value === undefined) return null;
    if (kind === "json") return JSON.stringify(value);
    const fits = kind === "text"
      ? typeof value === "string"
      : kind === "boolean"
      ? typeof value === "boolean"
      : typeof value === "number" && (kind === "real" || Number.isSafeInteger(value));
    if (!fits) {
      throw new StoreRejectedError(
        `Cannot store a row in table "${table.name}" as column "${column}" must be of kind ` +
          `"${kind}": current value is of type ${typeof value}`,
      );
    }
    return typeof value === "boolean" ? Number(value) : value as string | number;
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
