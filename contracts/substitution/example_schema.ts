import type { JsonSchema } from "../schemas/checking.ts";

const MAX_DEPTH = 6;

/** Describes an example as a JSON Schema that allows nothing else; getters are not run. */
export function exampleSchema(value: unknown, depth: number = 0): JsonSchema {
  const parts = depth < MAX_DEPTH ? dataOf(value) : undefined;
  if (parts === undefined) return { enum: [value] };
  const schemas = parts.map(([key, part]) => [key, exampleSchema(part, depth + 1)] as const);
  if (Array.isArray(value)) {
    const prefixItems = schemas.map(([, schema]) => schema);
    return { type: "array", prefixItems, minItems: prefixItems.length };
  }
  const required = parts.map(([key]) => key);
  return { type: "object", properties: Object.fromEntries(schemas), required };
}

/** Copies plain objects and arrays; everything else, and what has getters, stays what it is. */
export function copy(value: unknown, depth: number = 0): unknown {
  if (depth === MAX_DEPTH * 2) return value;
  const parts = dataOf(value)?.map(([key, part]) => [key, copy(part, depth + 1)] as const);
  if (parts === undefined) return value;
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** The entries of a plain object or array; `undefined` for all else, and with getters or holes. */
export function dataOf(value: unknown): [key: string, value: unknown][] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return undefined;
  const keys = Object.keys(value);
  if (Array.isArray(value) && keys.length !== value.length) return undefined;
  const parts: [string, unknown][] = [];
  for (const key of keys) {
    const part = Object.getOwnPropertyDescriptor(value, key)!;
    if (!("value" in part)) return undefined;
    parts.push([key, part.value]);
  }
  return parts;
}
