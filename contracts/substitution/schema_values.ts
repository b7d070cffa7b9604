import type { JsonSchema } from "../schemas/checking.ts";
import { type Branch, branchesOf, isJson, type Place, toPlace, typeOf } from "./branches.ts";
import { patternSample } from "./pattern_sample.ts";
import { plainScalar, scalarValues } from "./scalar_values.ts";

const MAX_DEPTH = 5;
const MAX_ITEMS = 200;
/** A property that no schema is likely to name. */
const EXTRA = "extra";

/**
 * Lists interesting values for places that may describe the same value: the plain ones first, then
 * plain ones with a difference in one spot. Every idea of any place is tried wherever it fits.
 */
export function* valuesOf(places: readonly Place[], depth: number = 0): Generator<unknown> {
  if (depth > MAX_DEPTH) return;
  const branches = branchesOf(places);
  const bases = branches.filter(({ isBase }) => isBase);
  for (const branch of bases) yield plainValue(branch, depth);
  yield* inTurn([
    scalarValues(branches),
    ...bases.flatMap((base) => {
      const type = typeOf(base);
      if (type === "object") return [objectsLike(base, branches, depth)];
      return type === "array" ? [arraysLike(base, branches, depth)] : [];
    }),
  ]);
}

/** Returns a plain value for a place, which its schema accepts as far as its keywords tell. */
export function plainValue(place: Place, depth: number = 0): unknown {
  const [branch] = branchesOf([place]);
  if (branch === undefined || depth > MAX_DEPTH) return undefined;
  const { json } = branch;
  const type = typeOf(branch);
  if (type === "array") return plainItems(branch, Number(json.minItems ?? 0), depth);
  if (type !== "object") return plainScalar(branch);
  const keys: string[] = Array.isArray(json.required) ? [...json.required] : [];
  if (Number(json.minProperties) > keys.length) keys.push(...namesOf(json));
  return Object.fromEntries(
    keys.map((key) => [key, plainValue(inside(branch, propertyOf(json, key)), depth + 1)]),
  );
}

function* objectsLike(
  base: Branch,
  branches: readonly Branch[],
  depth: number,
): Generator<unknown> {
  const plain = plainValue(base, depth) as Readonly<Record<string, unknown>>;
  const others = branches.filter((branch) => typeOf(branch) === "object" && branch !== base);
  // A property that only another schema names is no difference: extra ones are for nobody to check.
  const isRecord = isJson(base.json.additionalProperties);
  const keys = new Set([base, ...isRecord ? others : []].flatMap(({ json }) => namesOf(json)));
  for (const key of Object.keys(plain)) {
    const { [key]: _, ...rest } = plain;
    yield rest;
  }
  yield { ...plain, [EXTRA]: 1 };
  yield* inTurn([...keys].map((key) => {
    const places = [base, ...others].map((one) => inside(one, propertyOf(one.json, key)));
    return wrapped(valuesOf(places, depth + 1), (value) => ({ ...plain, [key]: value }));
  }));
}

function* arraysLike(base: Branch, branches: readonly Branch[], depth: number): Generator<unknown> {
  const others = branches.filter((branch) => typeOf(branch) === "array" && branch !== base);
  const counts = [base, ...others].flatMap(({ json }) =>
    [json.minItems, json.maxItems].flatMap((at) =>
      typeof at === "number" ? [at, at - 1, at + 1] : []
    )
  );
  for (const count of new Set([1, 0, 2, ...counts])) {
    if (count >= 0 && count <= MAX_ITEMS) yield plainItems(base, count, depth);
  }
  const least = Number(base.json.minItems ?? 0);
  const tuple = tupleOf(base.json).length;
  const spots = [...Array(tuple + 1).keys(), tuple + 1];
  yield* inTurn(spots.map((spot) => {
    const places = [base, ...others].map((one) => inside(one, itemOf(one.json, spot)));
    const plain = plainItems(base, Math.max(least, spot + 1), depth);
    return wrapped(valuesOf(places, depth + 1), (value) => plain.with(spot, value));
  }));
}

function plainItems(branch: Branch, count: number, depth: number): unknown[] {
  return Array.from(
    { length: Math.min(count, MAX_ITEMS) },
    (_, index) => plainValue(inside(branch, itemOf(branch.json, index)), depth + 1),
  );
}

function inside(branch: Branch, json: unknown): Place {
  return { ...branch, json };
}

/** The names of the properties; of those that a record may have, one that fits. */
function namesOf(json: JsonSchema): string[] {
  const names = isJson(json.properties) ? Object.keys(json.properties) : [];
  const patterns = isJson(json.patternProperties) ? Object.keys(json.patternProperties) : [];
  names.push(...patterns.map((pattern) => patternSample(pattern, 1, 0)));
  if (!isJson(json.additionalProperties)) return names;
  const { propertyNames = {} } = json;
  const name = plainValue(toPlace({ type: "string", ...Object(propertyNames) }));
  return [...names, String(name)];
}

function propertyOf(json: JsonSchema, key: string): unknown {
  const { properties, patternProperties, additionalProperties = true } = json;
  if (isJson(properties) && Object.hasOwn(properties, key)) return properties[key];
  return Object.values(Object(patternProperties))[0] ?? additionalProperties;
}

function tupleOf({ prefixItems, items }: JsonSchema): readonly unknown[] {
  const tuple = prefixItems ?? items;
  return Array.isArray(tuple) ? tuple : [];
}

function itemOf(json: JsonSchema, index: number): unknown {
  const { items = true, additionalItems = true } = json;
  return tupleOf(json)[index] ?? (Array.isArray(items) ? additionalItems : items);
}

/** Takes from each source in turn, so that none of them waits until another has no more. */
function* inTurn(sources: readonly Generator<unknown>[]): Generator<unknown> {
  let open = sources;
  while (open.length > 0) {
    const left: Generator<unknown>[] = [];
    for (const source of open) {
      const { done, value } = source.next();
      if (done) continue;
      left.push(source);
      yield value;
    }
    open = left;
  }
}

function* wrapped(
  values: Iterable<unknown>,
  wrap: (value: unknown) => unknown,
): Generator<unknown> {
  for (const value of values) yield wrap(value);
}
