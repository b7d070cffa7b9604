import type { JsonSchema } from "../schemas/checking.ts";
import { type Branch, typeOf } from "./branches.ts";
import { patternSample } from "./pattern_sample.ts";

/** Lengths up to which texts are made; a schema may allow gigabytes. */
const MAX_LENGTH = 10_000;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** Texts of the formats for which a schema may give no pattern. */
const FORMATS: JsonSchema = {
  "date-time": "2020-02-29T23:59:59Z",
  date: "2020-02-29",
  time: "23:59:59Z",
  email: "a@example.com",
  uri: "https://example.com/a",
  uuid: "123e4567-e89b-12d3-a456-426614174000",
  ipv4: "127.0.0.1",
  ipv6: "::1",
};

/** Numbers of which programs forget one now and then. */
const NUMBERS = [1, 0, -1, 0.5, -0, MAX_SAFE, 2 ** 53, -(2 ** 53), 1e21, -1e21, NaN, 1 / 0, -1 / 0];

/** The same for texts; no expression takes long for the long one, which repeats no character. */
const TEXTS = ["a", "", "A", "0", " ", "é", "😀", "\ud800", "\0", "__proto__", "a -0".repeat(64)];

/**
 * Lists interesting values for the same place in several branches that do not go deeper: those the
 * branches name, those at their bounds, then what is strange or of another type.
 */
export function* scalarValues(branches: readonly Branch[]): Generator<unknown> {
  const seen = new Set<unknown>();
  for (const value of repeatedly(branches)) {
    // A set takes -0 for 0.
    if (seen.has(value) && !Object.is(value, -0)) continue;
    seen.add(value);
    yield value;
  }
}

function* repeatedly(branches: readonly Branch[]): Generator<unknown> {
  const types = new Set(branches.map(typeOf));
  const isOpen = types.has("unknown");
  for (const { json } of branches) {
    yield* named(json);
    yield* around(json);
    yield* texts(json);
  }
  if (isOpen || types.has("number") || types.has("integer")) yield* NUMBERS;
  if (isOpen || types.has("string")) yield* TEXTS;
  yield undefined;
  if (isOpen || branches.some(({ hasStrays }) => hasStrays)) {
    yield* [null, true, false, 0, "a", 1n, [], {}, new Date(0)];
  }
  if (!isOpen) return;
  yield* [[0], [null], { a: 0 }, Object.create(null), Symbol("a"), () => {}, new Map(), new Set()];
  for (const time of [NaN, 8.64e15, -8.64e15, 1e12]) yield new Date(time);
}

/** Returns a plain value that a branch accepts as far as its keywords tell. */
export function plainScalar(branch: Branch): unknown {
  const { json } = branch;
  const names = named(json);
  if (names.length > 0) return names[0];
  switch (typeOf(branch)) {
    case "number":
    case "integer":
      return [1, 0, ...around(json)].find((value) => isWithin(value, json));
    case "boolean":
      return true;
    case "null":
      return null;
    case "unknown":
      return "a";
  }
  const { minLength = 0, maxLength = Infinity } = json as Record<string, number>;
  for (const text of texts(json)) {
    if (text.length >= minLength && text.length <= maxLength) return text;
  }
  return "a";
}

function named(json: JsonSchema): unknown[] {
  const single = ["const", "default"].filter((key) => key in json).map((key) => json[key]);
  const several = [json.enum, json.examples].filter((list) => Array.isArray(list)).flat();
  return [...single, ...several];
}

/** Numbers at the bounds, just beyond them, and multiples. */
function around(json: JsonSchema): number[] {
  const bounds = [json.minimum, json.exclusiveMinimum, json.maximum, json.exclusiveMaximum];
  // Bounds of all that is safe are no sign of anything, and what lies around is among the numbers.
  const near = bounds.filter(isNumber).filter((at) => Math.abs(at) < MAX_SAFE);
  const values = near.flatMap((at) => {
    const least = Math.abs(at) * Number.EPSILON || Number.MIN_VALUE;
    return [at, at - 1, at + 1, at - 0.5, at + 0.5, at - least, at + least];
  });
  const { multipleOf } = json;
  if (!isNumber(multipleOf)) return values;
  const multiples = values.map((value) => Math.ceil(value / multipleOf) * multipleOf);
  return [...values, ...multiples, multipleOf, 2 * multipleOf, multipleOf / 2, 1.5 * multipleOf];
}

function isWithin(value: number, json: JsonSchema): boolean {
  const { multipleOf = json.type === "integer" ? 1 : 0, ...rest } = json as Record<string, number>;
  const { minimum = -Infinity, exclusiveMinimum = -Infinity } = rest;
  const { maximum = Infinity, exclusiveMaximum = Infinity } = rest;
  return value >= minimum && value <= maximum && value > exclusiveMinimum &&
    value < exclusiveMaximum && (multipleOf === 0 || value % multipleOf === 0);
}

/** Texts of a pattern, a format or a length; the first of them are likely to be accepted. */
function* texts({ pattern, format, minLength, maxLength }: JsonSchema): Generator<string> {
  const lengths = [minLength, maxLength].filter(isNumber).flatMap((at) => [at, at - 1, at + 1])
    .filter((length) => length >= 0 && length <= MAX_LENGTH);
  if (typeof format === "string" && format in FORMATS) yield String(FORMATS[format]);
  if (typeof pattern !== "string") {
    for (const length of [...lengths]) yield "a".repeat(length);
    return;
  }
  for (const repeat of [1, ...lengths, 0, 2]) {
    for (const pick of [0, 1]) {
      const text = patternSample(pattern, repeat, pick);
      yield* [text, text.toUpperCase(), `${text} `, text.slice(1)];
    }
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
