import type { AttributePlan, ContractPlan } from "../plan/plan.ts";
import { termsOf } from "../plan/terms.ts";
import { ContractError } from "../errors.ts";
import { className } from "../report/preview.ts";
import { explainValue } from "./explain.ts";

/**
 * Turns the fields of an object that a contract names into accessors which check what is written.
 * A field is not there when a class is defined, so this is the only place where it can be guarded.
 */
export function guardFields(plan: ContractPlan, instance: object): void {
  for (const { key, clauses } of termsOf(plan.lineage, "members")) {
    const own = Object.getOwnPropertyDescriptor(instance, key);
    const attributes = clauses.filter((clause) => clause.form === "attribute");
    if (own === undefined || !("value" in own) || !own.configurable || !own.writable) continue;
    if (attributes.length === 0) continue;
    guardField(plan, instance, attributes, own.value);
  }
}

function guardField(
  plan: ContractPlan,
  instance: object,
  attributes: readonly AttributePlan[],
  initial: unknown,
): void {
  const { key, label } = attributes[0]!;
  const enumerable = Object.prototype.propertyIsEnumerable.call(instance, key);
  let current = initial;
  const set = (value: unknown): void => {
    const mode = plan.modes.of(label);
    const refusing = mode === "off" ? [] : attributes.filter((one) => !one.value.test(value));
    if (refusing.length > 0) {
      const error = writeError(instance, refusing, value, set);
      if (mode === "enforce") throw error;
      plan.modes.report(error);
    }
    current = value;
  };
  Object.defineProperty(instance, key, { get: () => current, set, enumerable, configurable: true });
}

function writeError(
  instance: object,
  refusing: readonly AttributePlan[],
  value: unknown,
  above: (value: unknown) => void,
): ContractError {
  const { label } = refusing[0]!;
  const name = className(instance);
  return new ContractError({
    action: `write ${name}.${label}`,
    contracts: refusing.map(({ plan }) => ({ label: plan.label, site: plan.site() })),
    className: name,
    member: label,
    blame: "caller",
    violations: refusing.flatMap((one) =>
      explainValue(one.value, value, "attribute", label, label)
    ),
    sites: {},
    caller: "above",
  }, above);
}
