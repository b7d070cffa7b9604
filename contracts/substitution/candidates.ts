import { checkInteger, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { StandardSchema } from "../schemas/standard_schema.ts";
import { copy, exampleSchema } from "./example_schema.ts";
import { inferSchema } from "./infer_schema.ts";
import { branchesOf, type Place, readJsonSchema, toPlace } from "./branches.ts";
import { Judge } from "./judge.ts";
import { plainValue, valuesOf } from "./schema_values.ts";

/** Values that are made at most, unless an option says otherwise. */
export const MAX_VALUES = 1000;
const ACTION = "list candidates";

/** Options of {@linkcode candidates}. */
export interface CandidatesOptions {
  /** Values that the schema is known to accept; they and their like come first. @default {[]} */
  readonly examples?: readonly unknown[] | undefined;
  /** Most values to list. @default {1000} */
  readonly limit?: number;
}

/**
 * Lists values that are interesting for a schema, accepted and refused ones: plain ones, at the
 * bounds and just beyond, with one property missing or wrong, of other types, and so on. The same
 * for each call and new ones each time, made when they are asked for, without getters being run.
 * Values for which the validator throws are left out; after a promise of it there are no more.
 *
 * What the schema wants is read from its Standard JSON Schema; where it has none, or one that tells
 * too little, it is found out by asking the validator.
 *
 * @throws {TypeError} If it is not a schema, or an option is not one of those or of the wrong type.
 * @throws {RangeError} If `limit` is not an integer from 0.
 *
 * @example Both sides of a bound
 * ```ts
 * import { candidates, integer } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const count = integer({ min: 3 });
 * const values = [...candidates(count)];
 *
 * assert.ok(values.includes(2) && values.includes(3) && values.includes("a"));
 * assert.equal(values.find((value) => count.is(value)), 3);
 * ```
 */
export function candidates(
  schema: StandardSchema,
  options: CandidatesOptions = {},
): Generator<unknown> {
  checkKeys(ACTION, options, ["examples", "limit"]);
  const { examples = [], limit = MAX_VALUES } = options;
  if (!Array.isArray(examples)) {
    throw new TypeError(optionMessage(ACTION, "examples", "an array of values", examples));
  }
  return list(new Judge(schema), schema, examples, checkInteger(ACTION, "limit", limit, 0));
}

function* list(
  judge: Judge,
  schema: StandardSchema,
  examples: readonly unknown[],
  limit: number,
): Generator<unknown> {
  let left = limit;
  for (const value of valuesOf(placesOf(schema, judge, examples))) {
    if (left-- <= 0) return;
    const own = copy(value);
    if (judge.accepts(own) !== undefined) yield own;
  }
}

/** Describes what a schema wants, so that values can grow from it. */
export function placesOf(
  schema: StandardSchema,
  judge: Judge,
  examples: readonly unknown[] = [],
): Place[] {
  const places = examples.map((example) => toPlace(exampleSchema(example)));
  const json = readJsonSchema(schema);
  const stated = json && toPlace(json);
  if (stated && hasPlain(stated, judge)) return [...places, stated];
  const inferred = toPlace(inferSchema(judge));
  // What is stated may lack a date or a rule; then plain values come from the other alone.
  if (stated) places.push({ ...stated, isBase: !hasPlain(inferred, judge) });
  return [...places, inferred];
}

/** Lists a plain value for each way to be that the places allow. */
export function plainValues(places: readonly Place[]): unknown[] {
  return branchesOf(places).map((branch) => plainValue(branch));
}

function hasPlain(place: Place, judge: Judge): boolean {
  return plainValues([place]).some((value) => judge.accepts(value) === true);
}
