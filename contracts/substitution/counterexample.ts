import { toChecker } from "../schemas/checker.ts";
import type { SchemaProblem } from "../schemas/schema_problem.ts";
import type { StandardSchema } from "../schemas/standard_schema.ts";
import { type CandidatesOptions, MAX_VALUES, placesOf, plainValues } from "./candidates.ts";
import { dataOf } from "./example_schema.ts";
import { Judge } from "./judge.ts";
import { valuesOf } from "./schema_values.ts";

/** Parts of one object or array that are tried to leave out. */
const MAX_PARTS = 20;

/** A value that one schema accepts and another refuses. */
export interface Counterexample {
  /** The value, as small as it was found. */
  readonly value: unknown;
  /** Keys from the value to the part that is refused. */
  readonly path: readonly PropertyKey[];
  /** What the refusing schema asks for there. */
  readonly expected: string;
  /** The refused part itself. */
  readonly received: unknown;
}

/**
 * Looks for a value that the first schema accepts and the second refuses; both validators have
 * confirmed it. Nothing found is no proof that there is none.
 *
 * Schemas that answer with a promise are not asked further.
 */
export function findCounterexample(
  accepting: StandardSchema,
  refusing: StandardSchema,
  options: CandidatesOptions = {},
): Counterexample | undefined {
  if (accepting === refusing) return undefined;
  const { examples = [], limit = MAX_VALUES } = options;
  const accepter = new Judge(accepting);
  const refuser = new Judge(refusing);
  const differs = (value: unknown) =>
    accepter.accepts(value) === true && refuser.accepts(value) === false;
  const places = placesOf(accepting, accepter, examples)
    // What has a type that is not named is not accepted.
    .map((place) => ({ ...place, hasStrays: false }));
  const plain = plainValues(places).filter((value) => accepter.accepts(value) === true);
  let found = plain.filter(differs);
  if (found.length === 0) {
    const isBase = plain.length === 0;
    const ideas = placesOf(refusing, refuser).map((place) => ({
      ...place,
      isBase,
      hasStrays: false,
    }));
    found = firstOf(valuesOf([...places, ...ideas]), limit, differs);
  }
  // What a validator does not say twice proves nothing.
  const value = shrink(found[0], differs);
  return found.length > 0 && differs(value) ? explain(refusing, value) : undefined;
}

function firstOf(
  values: Iterable<unknown>,
  limit: number,
  isWanted: (value: unknown) => boolean,
): unknown[] {
  let left = limit;
  for (const value of values) {
    if (isWanted(value)) return [value];
    if (--left <= 0) break;
  }
  return [];
}

/** Leaves out what can be left out, so that a message shows little but the difference. */
function shrink(value: unknown, differs: (value: unknown) => boolean): unknown {
  let smallest = value;
  for (const [key, part] of dataOf(value)?.slice(-MAX_PARTS).reverse() ?? []) {
    const rest = changed(smallest, key);
    if (differs(rest)) smallest = rest;
    else {
      const inner = shrink(part, (changedPart) => differs(changed(smallest, key, [changedPart])));
      if (inner !== part) smallest = changed(smallest, key, [inner]);
    }
  }
  return smallest;
}

/** Copies an object or array with one part replaced, or left out. */
function changed(whole: unknown, key: string, part: readonly unknown[] = []): unknown {
  if (Array.isArray(whole)) return whole.toSpliced(Number(key), 1, ...part);
  const { [key]: _, ...rest } = whole as Record<string, unknown>;
  return part.length === 0 ? rest : { ...rest, [key]: part[0] };
}

function explain(refusing: StandardSchema, value: unknown): Counterexample {
  const checker = toChecker(refusing, "a schema");
  const problems: SchemaProblem[] = [];
  checker.explain(value, [], problems);
  const { path = [], expected = checker.expected, received = value } = problems[0] ?? {};
  return { value, path, expected, received };
}
