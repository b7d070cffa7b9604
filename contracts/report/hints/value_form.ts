import { isThenable } from "../../../_internal/is_thenable.ts";

/** Says what a value is, for hints: its type first, then what else it can be taken for. */
export function formsOf(value: unknown): string[] {
  switch (typeof value) {
    case "string":
      return ["string", ...textForms(value)];
    case "number":
      return Number.isInteger(value) ? ["number", "integer"] : ["number"];
    case "function":
      return [
        "function",
        ...(/^class\b/.test(Function.prototype.toString.call(value)) ? ["class"] : []),
      ];
    case "object":
      return value === null ? ["null"] : objectForms(value);
    default:
      return [typeof value];
  }
}

function textForms(text: string): string[] {
  const forms: string[] = [];
  if (/\S/.test(text) && Number.isFinite(Number(text))) forms.push("numeral");
  if (/^(?:true|false)$/.test(text)) forms.push("truth");
  if (/^\s*[[{]/.test(text)) forms.push("json");
  if (/\d/.test(text) && !Number.isNaN(Date.parse(text))) forms.push("time");
  return forms;
}

function objectForms(value: object): string[] {
  if (isThenable(value)) return ["promise"];
  if (Array.isArray(value)) return ["array"];
  if (value instanceof Date) return ["date"];
  if (value instanceof Map) return ["map", "iterable"];
  if (value instanceof Set) return ["set", "iterable"];
  if (Symbol.iterator in value) return ["object", "iterable"];
  return Symbol.asyncIterator in value ? ["object", "stream"] : ["object"];
}

const TYPES =
  /\b(?:string|number|int|integer|bigint|boolean|array|object|record|date|map|set|function)\b/g;

/** The types that a text such as `integer >= 1 or undefined` speaks of, whoever wrote it. */
export function typesIn(expected: string): string[] {
  // What stands in quotes, in a pattern or behind "that" is no type.
  const text = expected.replace(/"(?:\\.|[^"\\])*"|\/.*\/| that .*/gs, "").toLowerCase();
  return (text.match(TYPES) ?? []).map((type) =>
    type === "int" ? "integer" : type === "record" ? "object" : type
  );
}
