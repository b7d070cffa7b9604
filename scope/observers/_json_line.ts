import { toErrorRecord } from "../inspection/error_record.ts";

/** How deep a value is copied that `JSON.stringify` could not write as it was. */
const MAX_DEPTH = 20;

/** The fields of a line that properties cannot replace. */
export interface LineHead {
  /** When, in ISO 8601. */
  readonly time: string;
  /** How much it matters. */
  readonly level: string;
  /** What is said. */
  readonly message: string;
}

/** One line of JSON; a property that is named like a field of the head follows as `level_`. Never throws. */
export function jsonLine(head: LineHead, properties: object): string {
  try {
    const line = join(head, properties);
    // A function that is asked about every field doubles the time.
    const isFlat = Object.values(line).every((value) => (typeof value) in FLAT || value === null);
    return JSON.stringify(line, isFlat ? undefined : replaceValue);
  } catch {
    return JSON.stringify(join(head, copyFields(properties, [properties])));
  }
}

/** A value as JSON, whatever it holds; empty for what JSON leaves out. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, replaceValue) ?? "";
  } catch {
    return JSON.stringify(copy(value, [])) ?? "";
  }
}

function join(head: LineHead, properties: object): Record<string, unknown> {
  const line: Record<string, unknown> = { ...head, ...properties };
  for (const key of ["time", "level", "message"] as const) {
    const value = line[key];
    if (value === head[key]) continue;
    line[key] = head[key];
    let name = `${key}_`;
    while (Object.hasOwn(line, name)) name += "_";
    line[name] = value;
  }
  // It would write the line in place of JSON.
  if (typeof line.toJSON === "function") delete line.toJSON;
  return line;
}

/** Types that JSON writes as they are. */
const FLAT = { string: true, number: true, boolean: true, undefined: true };

/** What JSON has no word for, or only `{}`. */
function replaceValue(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return value instanceof Error ? toErrorRecord(value) : value;
}

function copy(value: unknown, inside: readonly object[]): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "function") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (inside.includes(value)) return "[circular]";
  if (inside.length > MAX_DEPTH) return "[too deep]";
  const within = [...inside, value];
  try {
    if (value instanceof Error) return toErrorRecord(value);
    if (typeof (value as { toJSON?: unknown }).toJSON === "function") {
      return copy((value as { toJSON: () => unknown }).toJSON(), within);
    }
    if (Array.isArray(value)) return value.map((item) => copy(item, within));
  } catch {
    // Read field by field below; what throws there is left out.
  }
  return copyFields(value, within);
}

function copyFields(value: object, inside: readonly object[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  let keys: string[] = [];
  try {
    keys = Object.keys(value);
  } catch {
    // A proxy that does not tell its fields has none.
  }
  for (const key of keys) {
    try {
      const field = copy((value as Record<string, unknown>)[key], inside);
      Object.defineProperty(fields, key, { value: field, enumerable: true });
    } catch {
      // A getter that throws.
    }
  }
  return fields;
}
