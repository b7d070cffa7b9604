import { checkString, formatValue } from "../_internal/check_option.ts";

/** Kind of a column: what the value is in TypeScript, and how the database keeps it. */
export type ColumnKind = "text" | "integer" | "real" | "boolean" | "json";

/** The value that a column kind holds; every column may also hold `null`. */
export type ColumnValue<K extends ColumnKind> = K extends "text" ? string | null
  : K extends "integer" | "real" ? number | null
  : K extends "boolean" ? boolean | null
  : unknown;

/** The columns of a table by name. */
export type Columns = Readonly<Record<string, ColumnKind>>;

/** A row of a table with these columns. */
export type RowOf<C extends Columns> = { readonly [N in keyof C]: ColumnValue<C[N]> };

/** A row of any table. */
export type Row = Readonly<Record<string, unknown>>;

/** A table that a pipeline writes; the store creates it. */
export interface Table<R extends Row = Row> {
  /** Name of the table. */
  readonly name: string;
  /** Its columns. */
  readonly columns: Columns;
  /** The text column that identifies a row. */
  readonly key: string & keyof R;
}

const kinds: ReadonlySet<string> = new Set<ColumnKind>([
  "text",
  "integer",
  "real",
  "boolean",
  "json",
]);

const identifier = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Describes a table: columns with their kinds, and the column that identifies a row.
 *
 * @example
 * ```ts
 * import { defineTable } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const pushes = defineTable("pushes", { id: "text", repository: "text", at_ms: "integer" }, "id");
 * assert.equal(pushes.key, "id");
 * ```
 *
 * @typeParam C The columns.
 * @param name Name of the table: lower-case letters, digits and underscores.
 * @param columns Kind of each column.
 * @param key The text column that identifies a row.
 * @returns The description, frozen.
 * @throws {TypeError} If a name is not an SQL identifier or begins with `weir_`, a kind does not exist, or `key` is not a
 * text column.
 */
export function defineTable<const C extends Columns>(
  name: string,
  columns: C,
  key: string & keyof C,
): Table<RowOf<C>> {
  for (const each of [checkString("define a table", "name", name), ...Object.keys(columns)]) {
    if (!identifier.test(each)) {
      throw new TypeError(
        `Cannot define table "${name}" as "${each}" must be lower-case letters, digits and ` +
          `underscores, and must not begin with a digit`,
      );
    }
  }
  if (name.startsWith("weir_")) {
    throw new TypeError(
      `Cannot define table "${name}" as names that begin with "weir_" are those of the library: ` +
        `choose another`,
    );
  }
  if (columns[key] !== "text") {
    throw new TypeError(
      `Cannot define table "${name}" as its key "${key}" must be a column of kind "text": ` +
        `its kind is ${columns[key] ?? "not given"}`,
    );
  }
  for (const [column, kind] of Object.entries(columns)) {
    if (kinds.has(kind)) continue;
    throw new TypeError(
      `Cannot define table "${name}" as column "${column}" must be of kind ` +
        `${[...kinds].join(", ")}: current value is ${formatValue(kind)}`,
    );
  }
  return Object.freeze({ name, columns: Object.freeze({ ...columns }), key });
}
