const MAX_LENGTH = 60;
const MAX_ENTRIES = 5;

/**
 * Shows a received value on one short line with its type: `7 (number)`, `{ id: 7, … } (object)`.
 * Looks at a few entries only, so a payload of megabytes costs no more than a small one.
 */
export function preview(value: unknown): string {
  try {
    return describe(value);
  } catch {
    // A getter or a proxy may throw; an error message must not be replaced by another error.
    return "an object that cannot be shown";
  }
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") {
    const length = value.length > MAX_LENGTH ? ` of ${value.length} characters` : "";
    return `${quote(value, MAX_LENGTH)} (string${length})`;
  }
  if (typeof value === "function") return functionName(value);
  if (typeof value !== "object") return `${leaf(value, MAX_LENGTH)} (${typeof value})`;
  if (Array.isArray(value)) return `${entries(value)} (array of ${value.length})`;
  if (value instanceof Date && Number.isNaN(value.getTime())) return "an invalid Date";
  if (value instanceof Date) return `${value.toISOString()} (Date)`;
  if (value instanceof Error) return `${quote(value.message, MAX_LENGTH)} (${value.name})`;
  const name = className(value);
  if (name === "Object") return `${entries(value)} (object)`;
  return firstKeys(value).length > 0 ? `${entries(value)} (${name})` : `an instance of ${name}`;
}

function entries(value: object): string {
  const list = Array.isArray(value);
  const total = list ? value.length : undefined;
  const shown: string[] = [];
  let room = MAX_LENGTH - 6;
  let cut = false;
  for (const key of list ? value.slice(0, MAX_ENTRIES + 1).keys() : firstKeys(value)) {
    const item = property(value, key);
    const text = list
      ? item
      : `${/^[\w$]+$/.test(String(key)) ? key : quote(`${key}`, 24)}: ${item}`;
    room -= text.length + 2;
    cut = room < 0 || shown.length === MAX_ENTRIES;
    if (cut) break;
    shown.push(text);
  }
  if (cut || (total !== undefined && total > shown.length)) shown.push("…");
  if (list) return `[${shown.join(", ")}]`;
  return shown.length === 0 ? "{}" : `{ ${shown.join(", ")} }`;
}

/** What a property holds; to show a value is no reason to run code of its class. */
function property(value: object, key: PropertyKey): string {
  const own = Object.getOwnPropertyDescriptor(value, key);
  return own !== undefined && own.get !== undefined ? "(getter)" : leaf(own?.value, 24);
}

function firstKeys(value: object): string[] {
  const keys: string[] = [];
  for (const key in value) {
    // Leaving early spares the list of all keys, which may be long.
    if (Object.hasOwn(value, key) && keys.push(key) > MAX_ENTRIES) break;
  }
  return keys;
}

function leaf(value: unknown, limit: number): string {
  if (typeof value === "string") return quote(value, limit);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return functionName(value);
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? (value.length === 0 ? "[]" : "[…]") : "{…}";
}

/** What a terminal acts on, besides what JSON escapes already: controls, and changes of direction. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

function quote(text: string, limit: number): string {
  const line = JSON.stringify(text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
  return line.replace(UNSEEN, (unseen) => {
    return `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function functionName(value: { name: unknown }): string {
  const name = typeof value.name === "string" && value.name !== "" ? value.name : "(anonymous)";
  return `${/^class\b/.test(String(value)) ? "class" : "function"} ${name}`;
}

/** The name of the class of an object; `Object` for plain ones. */
export function className(value: object): string {
  const constructor: unknown = Object.getPrototypeOf(value)?.constructor;
  if (typeof constructor !== "function") return "Object";
  // A static member called "name" may hide the name with anything.
  const name: unknown = constructor.name;
  return typeof name === "string" && name !== "" ? name : "Object";
}
