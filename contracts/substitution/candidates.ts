import type { StandardSchema } from "../schemas/standard_schema.ts";
import { copy, exampleSchema } from "./example_schema.ts";
import { inferSchema } from "./infer_schema.ts";
import { branchesOf, type Place, readJsonSchema, toPlace } from "./json_schema.ts";
import { Judge } from "./judge.ts";
import { plainValue, valuesOf } from "./schema_values.ts";

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
 * for each call, without getters being run; values for which the validator throws are left out.
 *
 * What the schema wants is read from its Standard JSON Schema; where it has none, or one that tells
 * too little, it is found out by asking the validator.
 */
export function* candidates(
  schema: StandardSchema,
  options: CandidatesOptions = {},
): Generator<unknown> {
  const { examples = [], limit = 1000 } = options;
  const judge = new Judge(schema);
  const places = placesOf(schema, judge, examples);
  let left = limit;
  for (const value of valuesOf(places)) {
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
