import { checkKeys, formatValue, optionMessage } from "../../_internal/check_option.ts";
import { AsyncSchemaError } from "../schemas/async_schema_error.ts";
import { toChecker } from "../schemas/checker.ts";
import type { Checker } from "../schemas/schema.ts";
import { METHOD_KINDS, type MethodKind } from "./method_kind.ts";
import type { AttributeKind, AttributePlan, ContractPlan, MemberPlan, Side } from "./plan.ts";
import type { MethodExample, MethodPlan } from "./plan.ts";

/** Where a specification stands, for the messages about it. */
interface Place {
  readonly plan: ContractPlan;
  readonly action: string;
  /** The way to it: `members.save`. */
  readonly path: string;
  readonly key: PropertyKey;
  readonly label: string;
}

const ATTRIBUTE_KINDS: readonly AttributeKind[] = ["any", "getter", "setter", "accessor"];

/**
 * Reads the members of one side of a contract.
 *
 * @throws {TypeError} If one is not specified well; the message names the place.
 */
export function readMembers(
  plan: ContractPlan,
  action: string,
  side: Side,
  members: unknown,
): MemberPlan[] {
  if (typeof members !== "object" || members === null) {
    throw new TypeError(optionMessage(action, side, "an object", members));
  }
  return Reflect.ownKeys(members).map((key) => {
    const name = typeof key === "symbol" ? `[${key.description ?? "Symbol()"}]` : key;
    const label = side === "statics" ? `static ${name}` : name;
    const spec: unknown = Reflect.get(members, key);
    const path = `${side}.${name}`;
    if (typeof spec !== "object" || spec === null) {
      const rule = "{ params: [...] } or { attribute: schema }";
      throw new TypeError(optionMessage(action, path, rule, spec));
    }
    const given = spec as Readonly<Record<string, unknown>>;
    const place = { plan, action, path, key, label };
    return "attribute" in given ? readAttribute(place, given) : readMethod(place, given);
  });
}

function readAttribute(place: Place, given: Readonly<Record<string, unknown>>): AttributePlan {
  const { plan, action, path, key, label } = place;
  checkKeys(action, given, ["attribute", "kind", "optional", "examples"], path);
  const kind = oneOf(place, ATTRIBUTE_KINDS, given.kind ?? "any");
  const value = toChecker(given.attribute, `"${path}.attribute" of a contract`);
  const examples = readList(place, "examples", given.examples);
  examples.forEach((example, index) => mustFit(place, value, example, `examples[${index}]`));
  return {
    form: "attribute",
    plan,
    key,
    label,
    kind,
    optional: given.optional === true,
    value,
    examples,
  };
}

function readMethod(place: Place, given: Readonly<Record<string, unknown>>): MethodPlan {
  const { plan, action, path, key, label } = place;
  const kind = oneOf(place, METHOD_KINDS, given.kind ?? "sync");
  const answer = answersWith(kind);
  checkKeys(action, given, ["kind", "params", "optional", "examples", answer], path);
  const params = readParams(place, given.params);
  const names = params.map(({ name }) => name);
  const schema = given[answer];
  const method = {
    form: "method",
    plan,
    key,
    label,
    optional: given.optional === true,
    kind,
    names,
    params: params.map(({ checker }) => checker),
    parses: params.map(({ parse }) => parse),
    result: schema === undefined
      ? undefined
      : toChecker(schema, `"${path}.${answer}" of a contract`),
    signature: `${label}(${names.join(", ")})`,
  } as const;
  return { ...method, examples: readExamples(place, method, given.examples) };
}

/** The name under which a specification says what a method answers. */
export function answersWith(kind: MethodKind): "returns" | "yields" {
  return kind === "sync" || kind === "async" ? "returns" : "yields";
}

function oneOf<T extends string>({ action, path }: Place, known: readonly T[], given: unknown): T {
  const found = known.find((one) => one === given);
  if (found !== undefined) return found;
  const rule = `one of ${known.map((one) => `"${one}"`).join(", ")}`;
  throw new TypeError(optionMessage(action, `${path}.kind`, rule, given));
}

interface Param {
  readonly name: string;
  readonly checker: Checker;
  readonly parse: boolean;
}

function readParams({ action, path }: Place, params: unknown): Param[] {
  if (!Array.isArray(params)) {
    const rule = 'an array of ["name", schema]';
    throw new TypeError(optionMessage(action, `${path}.params`, rule, params));
  }
  return params.map((param: unknown, index) => {
    const place = `${path}.params[${index}]`;
    const isPair = Array.isArray(param) && (param.length === 2 || param.length === 3);
    if (!isPair || typeof param[0] !== "string") {
      throw new TypeError(
        `Cannot ${action} as "${place}" must be ["name", schema]: ` +
          `current value is ${formatValue(param)}`,
      );
    }
    const [name, schema, options] = param;
    checkKeys(action, options, ["parse"], place);
    return {
      name,
      checker: toChecker(schema, `"${place}" of a contract`),
      parse: options?.parse === true,
    };
  });
}

function readExamples(
  place: Place,
  method: Omit<MethodPlan, "examples">,
  examples: unknown,
): MethodExample[] {
  const answer = answersWith(method.kind);
  return readList(place, "examples", examples).map((example, index) => {
    const path = `${place.path}.examples[${index}]`;
    checkKeys(place.action, example, ["args", answer], path);
    const { args, ...rest } = example as Readonly<Record<string, unknown>>;
    const values = readList(place, `examples[${index}].args`, args ?? null);
    const { length } = method.params;
    if (values.length > length) {
      const rule = `an array of at most ${length} ${length === 1 ? "argument" : "arguments"}`;
      throw new TypeError(optionMessage(place.action, `${path}.args`, rule, values));
    }
    method.params.forEach((checker, at) => {
      mustFit(place, checker, values[at], `examples[${index}].args[${at}]`);
    });
    const result = rest[answer];
    const hasResult = answer in rest;
    if (hasResult && method.result !== undefined) {
      const items = answer === "returns"
        ? [result]
        : readList(place, `examples[${index}].yields`, result);
      for (const item of items) mustFit(place, method.result, item, `examples[${index}].${answer}`);
    }
    return { args: values, hasResult, result };
  });
}

function readList({ action, path }: Place, name: string, list: unknown = []): readonly unknown[] {
  if (Array.isArray(list)) return list;
  throw new TypeError(optionMessage(action, `${path}.${name}`, "an array", list));
}

function mustFit({ action, path }: Place, checker: Checker, value: unknown, name: string): void {
  if (mayFit(checker, value)) return;
  throw new TypeError(optionMessage(action, `${path}.${name}`, checker.expected, value));
}

/** Whether a value is accepted, as far as that can be told at once. */
function mayFit(checker: Checker, value: unknown): boolean {
  try {
    return checker.test(value);
  } catch (error) {
    if (error instanceof AsyncSchemaError) return true;
    throw error;
  }
}
