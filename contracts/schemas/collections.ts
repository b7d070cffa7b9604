import { preview } from "../report/preview.ts";
import { toChecker } from "./checker.ts";
import { explainAt } from "./explain_parts.ts";
import { hasSlot } from "./has_slot.ts";
import { Schema } from "./schema.ts";
import { addProblem } from "./schema_problem.ts";
import type { SchemaFor } from "./standard_schema.ts";

/**
 * Accepts maps whose keys and values two schemas accept.
 *
 * @throws {TypeError} If `key` or `value` is not a schema.
 */
export function map<K, V>(key: SchemaFor<K>, value: SchemaFor<V>): Schema<Map<K, V>> {
  const keys = toChecker(key, "the key of map()");
  const values = toChecker(value, "the value of map()");
  const isMap = hasSlot(Map.prototype, "size");
  return new Schema("Map", (value) => {
    if (!isMap(value)) return false;
    for (const [key, item] of value as Map<unknown, unknown>) {
      if (!keys.test(key) || !values.test(item)) return false;
    }
    return true;
  }, {
    explain: (value, path, into) => {
      if (!isMap(value)) return addProblem(into, { path, expected: "Map", received: value });
      for (const [key, item] of value as Map<unknown, unknown>) {
        const name = /^(string|number|symbol)$/.test(typeof key)
          ? key as PropertyKey
          : preview(key);
        if (!keys.test(key)) {
          const expected = `a key that is ${keys.expected}`;
          addProblem(into, { path: [...path, name], expected, received: key });
        }
        explainAt(values, item, name, path, into);
      }
    },
  });
}

/**
 * Accepts sets whose items another schema accepts.
 *
 * @throws {TypeError} If `item` is not a schema.
 */
export function set<T>(item: SchemaFor<T>): Schema<Set<T>> {
  const checker = toChecker(item, "the item of set()");
  const isSet = hasSlot(Set.prototype, "size");
  return new Schema("Set", (value) => {
    if (!isSet(value)) return false;
    for (const item of value as Set<unknown>) if (!checker.test(item)) return false;
    return true;
  }, {
    explain: (value, path, into) => {
      if (!isSet(value)) return addProblem(into, { path, expected: "Set", received: value });
      [...value as Set<unknown>].forEach((item, index) =>
        explainAt(checker, item, index, path, into)
      );
    },
  });
}
