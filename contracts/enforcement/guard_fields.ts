import { ContractError } from "../errors.ts";
import type { ModeSwitch } from "../plan/mode.ts";
import type { AttributePlan, ContractPlan } from "../plan/plan.ts";
import { termsOf } from "../plan/terms.ts";
import { className } from "../report/preview.ts";
import { explainRefused } from "./explain.ts";
import { promiseOf } from "./judge.ts";

/** What a contract says of a field, and how much is done about it. */
interface FieldClause {
  readonly attribute: AttributePlan;
  readonly modes: ModeSwitch;
}

/** What is said of the fields that are accessors already, so that a second contract can join in. */
const guarded = new WeakMap<object, Map<PropertyKey, FieldClause[]>>();

/**
 * Turns the fields of an object that a contract names into accessors which check what is written.
 * A field is not there when a class is defined, so this is the only place where it can be guarded.
 */
export function guardFields({ lineage, modes }: ContractPlan, instance: object): void {
  const fields = guarded.get(instance) ?? new Map<PropertyKey, FieldClause[]>();
  guarded.set(instance, fields);
  for (const { key, clauses } of termsOf(lineage, "members")) {
    const attributes = clauses.filter((clause) => clause.form === "attribute");
    const known = fields.get(key);
    const own = Object.getOwnPropertyDescriptor(instance, key);
    if (attributes.length === 0 || own === undefined || !own.configurable) continue;
    if ("value" in own) {
      if (!own.writable) continue;
      const added = attributes.map((attribute) => ({ attribute, modes }));
      fields.set(key, added);
      guardField(instance, key, added, own);
    } else {
      const added = attributes.filter((one) => !known?.some(({ attribute }) => attribute === one));
      known?.push(...added.map((attribute) => ({ attribute, modes })));
    }
  }
}

function guardField(
  instance: object,
  key: PropertyKey,
  clauses: readonly FieldClause[],
  { value: initial, enumerable = false }: PropertyDescriptor,
): void {
  let current: unknown = initial;
  const set = (value: unknown): void => {
    inspectWrite(instance, clauses, value, set);
    current = value;
  };
  Object.defineProperty(instance, key, { get: () => current, set, enumerable, configurable: true });
}

function inspectWrite(
  instance: object,
  clauses: readonly FieldClause[],
  value: unknown,
  above: (value: unknown) => void,
): void {
  const refusing = clauses.filter(({ attribute, modes }) =>
    modes.of(attribute.label) !== "off" && !attribute.value.test(value)
  );
  if (refusing.length === 0) return;
  const error = writeError(instance, clauses, refusing, value, above);
  const isEnforced = ({ attribute, modes }: FieldClause) => modes.of(attribute.label) === "enforce";
  if (refusing.some(isEnforced)) throw error;
  refusing[0]!.modes.report(error);
}

function writeError(
  instance: object,
  clauses: readonly FieldClause[],
  refusing: readonly FieldClause[],
  value: unknown,
  above: (value: unknown) => void,
): ContractError {
  const refused = refusing.map(({ attribute }) => attribute);
  const all = clauses.map(({ attribute }) => attribute);
  const isNarrower = refused.some((one) => promiseOf(one, all, refused) !== undefined);
  const { label } = refused[0]!;
  const name = className(instance);
  return new ContractError({
    action: `write ${name}.${label}`,
    contracts: refused.map(({ plan }) => ({ label: plan.label, site: plan.site() })),
    className: name,
    member: label,
    blame: isNarrower ? "subclass" : "caller",
    violations: refused.flatMap((one) =>
      explainRefused(one.value, value, "attribute", label, label)
    ),
    sites: {},
    caller: "above",
  }, above);
}
