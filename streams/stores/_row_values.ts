import { formatValue } from "../../_internal/check_option.ts";
import { StoreRejectedError } from "../errors.ts";
import type { ColumnKind, Row } from "../table.ts";
import { isStorableText } from "./_storable_text.ts";
import type { TableShape } from "./_table_shape.ts";

/** What a column of a kind holds, checked before a database would bend it into shape. */
const rules: Readonly<Record<ColumnKind, { rule: string; holds(value: unknown): boolean }>> = {
  text: {
    rule: "a string without NUL or half of a surrogate pair",
    holds: (value) => typeof value === "string" && isStorableText(value),
  },
  integer: { rule: "a safe integer", holds: (value) => Number.isSafeInteger(value) },
  real: { rule: "a finite number", holds: (value) => Number.isFinite(value) },
  boolean: { rule: "a boolean", holds: (value) => typeof value === "boolean" },
  json: { rule: "a JSON value", holds: (value) => isJson(value) },
};

/**
 * Checks that a row holds what the columns of its table say. A value left out counts as `null`, in
 * every column but the key.
 *
 * @throws {StoreRejectedError} If a value does not fit its column.
 */
export function checkRow(table: TableShape, row: Row): void {
  for (const [name, kind] of Object.entries(table.columns)) {
    const value = row[name];
    if (value === null || value === undefined) {
      if (name === table.key) refuse(table, name, "a string", value);
    } else if (!rules[kind].holds(value)) refuse(table, name, rules[kind].rule, value);
  }
}

function refuse(table: TableShape, column: string, rule: string, value: unknown): never {
  throw new StoreRejectedError(
    `Cannot store a row of "${table.name}" as "${column}" must be ${rule}: ` +
      `current value is ${formatValue(value)}`,
  );
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
