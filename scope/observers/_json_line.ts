import { toErrorRecord } from "../inspection/error_record.ts";

/** How deep a value is copied that `JSON.stringify` could not write as it was. */
const MAX_DEPTH = 20;

/** One line of JSON; where two fields have one name, that of `properties` counts. Never throws. */
export function jsonLine(head: object, properties: object): string {
  try {
    const line = { ...head, ...properties };
    // A function that is asked about every field doubles the time.
    const isFlat = Object.values(line).every((value) => (typeof value) in FLAT || value === null);
    return JSON.stringify(line, isFlat ? undefined : replaceValue);
  } catch {
    return JSON.stringify({ ...head, ...copyFields(properties, [properties]) });
  }
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
