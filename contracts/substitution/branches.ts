import type { JsonSchema } from "../schemas/checking.ts";
import type { StandardSchema } from "../schemas/standard_schema.ts";

/** One way for a value to be: a JSON Schema without references and alternatives. */
export interface Branch {
  /** What the value must be. */
  readonly json: JsonSchema;
  /** Where its references lead to. */
  readonly root: JsonSchema;
  /** Whether values grow from it; if not, it only adds ideas to those that grow from others. */
  readonly isBase: boolean;
  /** Whether values of types that it does not have are of interest too. */
  readonly hasStrays: boolean;
}

/** A JSON Schema that may have references and alternatives, or `true` or `false`. */
export type Place = Omit<Branch, "json"> & { readonly json: unknown };

const MAX_BRANCHES = 40;
const MAX_NESTING = 8;
const TARGETS = ["draft-2020-12", "draft-07"];

/** Asks a schema for its JSON Schema by Standard JSON Schema; not every library has it. */
export function readJsonSchema(schema: StandardSchema): JsonSchema | undefined {
  for (const target of TARGETS) {
    try {
      // Zod would rather throw than leave out what JSON does not have, such as a date.
      const libraryOptions = { unrepresentable: "any" };
      const json = schema["~standard"].jsonSchema?.input({ target, libraryOptions });
      return isJson(json) ? json : undefined;
    } catch {
      // The next target may be known.
    }
  }
}

/** Lists the ways for a value to be that some places allow, each once. */
export function branchesOf(places: readonly Place[]): Branch[] {
  const branches: Branch[] = [];
  const visit = (json: unknown, place: Place, nesting: number): void => {
    if (branches.length === MAX_BRANCHES || nesting > MAX_NESTING || json === false) return;
    const { anyOf, oneOf = anyOf, ...own } = resolve(json, place.root);
    const { type } = own;
    if (Array.isArray(oneOf)) {
      for (const one of oneOf) visit(merge(own, resolve(one, place.root)), place, nesting + 1);
    } else if (Array.isArray(type)) {
      for (const one of type) visit({ ...own, type: one }, place, nesting + 1);
    } else branches.push({ ...place, json: own });
  };
  for (const place of places) visit(place.json, place, 0);
  return branches;
}

/** What type of value a branch means: as it says, or as its keywords show. */
export function typeOf({ json }: Branch): string {
  if (typeof json.type === "string") return json.type;
  if ("const" in json || "enum" in json) return "named";
  if ("properties" in json || "additionalProperties" in json || "required" in json) return "object";
  if ("items" in json || "prefixItems" in json) return "array";
  if ("pattern" in json || "format" in json || "minLength" in json) return "string";
  return "minimum" in json || "maximum" in json ? "number" : "unknown";
}

/** Follows references and joins `allOf`. */
function resolve(json: unknown, root: JsonSchema): JsonSchema {
  let { $ref, allOf, ...own } = isJson(json) ? json : {};
  for (let hops = 0; typeof $ref === "string" && hops < MAX_NESTING; hops++) {
    const { $ref: next, allOf: inner, ...target } = lookUp($ref, root);
    own = merge(target, own);
    allOf ??= inner;
    $ref = next;
  }
  if (!Array.isArray(allOf)) return own;
  return allOf.map((one) => resolve(one, root)).reduce(merge, own);
}

function lookUp($ref: string, root: JsonSchema): JsonSchema {
  let found: unknown = root;
  for (const part of $ref.replace(/^#\/?/, "").split("/")) {
    if (part === "") continue;
    found = isJson(found) ? found[part.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  }
  return isJson(found) ? found : {};
}

function merge(one: JsonSchema, other: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...one, ...other };
  for (const key of ["properties", "required"]) {
    const first = one[key];
    const second = other[key];
    if (Array.isArray(first) && Array.isArray(second)) merged[key] = [...first, ...second];
    else if (isJson(first) && isJson(second)) merged[key] = { ...first, ...second };
  }
  return merged;
}

/** Makes a place of a whole JSON Schema. */
export function toPlace(json: JsonSchema, isBase: boolean = true): Place {
  return { json, root: json, isBase, hasStrays: true };
}

/** Tells whether a part of a JSON Schema is an object. */
export function isJson(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
