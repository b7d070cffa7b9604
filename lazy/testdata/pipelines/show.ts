/** Writes a value so that what differs reads differently: `-0`, `undefined`, a `Map`, a `Set`. */
export function show(value: unknown): string {
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "string") return `"${value}"`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(show).join(",")}]`;
  if (value instanceof Set) return `Set${show([...value])}`;
  if (value instanceof Map) return `Map${show([...value])}`;
  const entries = Object.entries(value).map(([key, item]) => `${key}:${show(item)}`);
  return `{${entries.join(",")}}`;
}

/** A short name for a value in a log: primitives as they are, others by their {@linkcode code}. */
export function label(value: unknown): string {
  return typeof value === "object" && value !== null ? `#${code(value)}` : show(value);
}

/** A whole number from 0 that stands for any value; what callbacks reckon with. */
export function code(value: unknown): number {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? Math.abs(Math.trunc(value * 2)) % 1_009 : 7;
    case "string":
      return value.length === 0 ? 3 : value.length + value.charCodeAt(0);
    case "boolean":
      return value ? 1 : 2;
    case "undefined":
      return 5;
  }
  if (value === null) return 4;
  let total = 11;
  for (const item of Array.isArray(value) ? value : Object.values(value as object)) {
    total = (total * 3 + code(item)) % 1_009;
  }
  return total;
}
