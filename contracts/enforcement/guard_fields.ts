import { ContractError } from "../errors.ts";
import type { ModeSwitch } from "../plan/mode.ts";
import { modesFor } from "../plan/modes_for.ts";
import type { AttributePlan, ContractPlan, InvariantPlan } from "../plan/plan.ts";
import { termsOf } from "../plan/terms.ts";
import { className } from "../report/preview.ts";
import { explainRefused } from "./explain.ts";
import { brokenInvariant, isUnderWay } from "./invariants.ts";
import { promiseOf } from "./judge.ts";

/** What a contract says of a field, and how much is done about it. */
interface FieldClause {
  readonly attribute: AttributePlan;
  readonly modes: ModeSwitch;
}

/** What has to hold when a field has been written. */
interface Rule {
  readonly invariant: InvariantPlan;
  readonly modes: ModeSwitch;
}

/** The fields of an object that are accessors already, so that a second contract can join in. */
interface Guarded {
  readonly fields: Map<PropertyKey, FieldClause[]>;
  readonly rules: Rule[];
}

const guarded = new WeakMap<object, Guarded>();

/**
 * Turns the fields of an object that a contract names into accessors which check what is written.
 * A field is not there when a class is defined, so this is the only place where it can be guarded.
 */
export function guardFields(
  plan: ContractPlan,
  instance: object,
  kept: readonly ContractPlan[],
): void {
  const guard: Guarded = guarded.get(instance) ?? { fields: new Map(), rules: [] };
  guarded.set(instance, guard);
  for (const one of plan.lineage) {
    for (const invariant of one.invariants) {
      if (guard.rules.some((rule) => rule.invariant === invariant)) continue;
      guard.rules.push({ invariant, modes: modesFor(one, kept) });
    }
  }
  for (const { key, clauses } of termsOf(plan.lineage, "members")) {
    const attributes = clauses.filter((clause) => clause.form === "attribute")
      .map((attribute) => ({ attribute, modes: modesFor(attribute.plan, kept, attribute.label) }));
    const known = guard.fields.get(key);
    const own = Object.getOwnPropertyDescriptor(instance, key);
    if (attributes.length === 0 || own === undefined || !own.configurable) continue;
    if ("value" in own) {
      if (!own.writable) continue;
      guard.fields.set(key, attributes);
      guardField(instance, key, attributes, guard.rules, own);
    } else {
      const isNew = ({ attribute }: FieldClause) =>
        !known?.some((one) => one.attribute === attribute);
      known?.push(...attributes.filter(isNew));
    }
  }
}

function guardField(
  instance: object,
  key: PropertyKey,
  clauses: readonly FieldClause[],
  rules: readonly Rule[],
  { value: initial, enumerable = false }: PropertyDescriptor,
): void {
  let current: unknown = initial;
  const set = (value: unknown): void => {
    const isRight = inspectWrite(instance, clauses, value, set);
    const before = current;
    current = value;
    if (!isRight || isUnderWay(instance)) return;
    const error = ruleError(instance, clauses[0]!.attribute.label, rules, set);
    if (error === undefined) return;
    current = before;
    throw error;
  };
  Object.defineProperty(instance, key, { get: () => current, set, enumerable, configurable: true });
}

/** The error of a write that breaks an invariant, if that is to be thrown. */
function ruleError(
  instance: object,
  label: string,
  rules: readonly Rule[],
  above: (value: unknown) => void,
): ContractError | undefined {
  for (const { invariant, modes } of rules) {
    const broken = modes.of() === "off" ? undefined : brokenInvariant(invariant, instance);
    if (broken === undefined) continue;
    const { plan } = invariant;
    const name = className(instance);
    const error = new ContractError({
      action: `write ${name}.${label}`,
      contracts: [{ label: plan.label, site: plan.site() }],
      className: name,
      member: label,
      blame: "caller",
      violations: [broken.violation],
      sites: {},
      caller: "above",
    }, above);
    if (modes.of() === "enforce") return error;
    modes.report(error);
  }
  return undefined;
}

/** Whether a value was looked at and found right; throws if it is wrong and that is enforced. */
function inspectWrite(
  instance: object,
  clauses: readonly FieldClause[],
  value: unknown,
  above: (value: unknown) => void,
): boolean {
  const active = clauses.filter(({ attribute, modes }) => modes.of(attribute.label) !== "off");
  const refusing = active.filter(({ attribute }) => !attribute.value.test(value));
  if (refusing.length === 0) return active.length > 0;
  const error = writeError(instance, clauses, refusing, value, above);
  const isEnforced = ({ attribute, modes }: FieldClause) => modes.of(attribute.label) === "enforce";
  if (refusing.some(isEnforced)) throw error;
  refusing[0]!.modes.report(error);
  return false;
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
