import { didYouMean } from "../../../_internal/did_you_mean.ts";
import type { Checker } from "../../schemas/schema.ts";
import type { SchemaProblem } from "../../schemas/schema_problem.ts";
import { formatPath } from "../../violation.ts";

/** Properties of an object that are looked at. */
const MAX_KEYS = 50;

type Properties = Readonly<Record<PropertyKey, unknown>>;

/**
 * Says which property stands where another is missing. That it is close is not enough: under the new
 * name it must not be missing anywhere else.
 *
 * @param path The way from the whole to the missing property.
 */
export function renameHint(
  checker: Checker,
  whole: unknown,
  path: readonly PropertyKey[],
  parent: unknown,
): string | undefined {
  const key = path.at(-1);
  if (typeof key !== "string" || !isPlain(parent)) return undefined;
  const guess = didYouMean(key, Object.keys(parent).slice(0, MAX_KEYS));
  if (guess === undefined) return undefined;
  const { [guess]: moved, ...rest } = parent;
  const renamed = replaceAt(whole, path.slice(0, -1), { ...rest, [key]: moved });
  const before = pathsOf(checker, whole);
  return pathsOf(checker, renamed).every((one) => before.includes(one))
    ? `rename "${guess}" to "${key}"`
    : undefined;
}

function pathsOf(checker: Checker, value: unknown): string[] {
  const problems: SchemaProblem[] = [];
  if (!checker.test(value)) checker.explain(value, [], problems);
  return problems.map((problem) => formatPath(problem.path));
}

function replaceAt(whole: unknown, [key, ...rest]: readonly PropertyKey[], part: unknown): unknown {
  if (key === undefined) return part;
  const inner = replaceAt(Reflect.get(Object(whole), key), rest, part);
  if (!Array.isArray(whole)) return { ...whole as Properties, [key]: inner };
  return whole.with(Number(key), inner);
}

function isPlain(value: unknown): value is Properties {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
