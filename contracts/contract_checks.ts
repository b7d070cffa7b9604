import type { Contract } from "./contract_type.ts";
import { adoptClasses } from "./enforcement/adopt.ts";
import { foreignVersions } from "./enforcement/claims.ts";
import { guardFields } from "./enforcement/guard_fields.ts";
import { ContractError } from "./errors.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { compileRange } from "./registry/version_range.ts";
import { className, preview } from "./report/preview.ts";
import { verifyValue } from "./verification/verify_value.ts";
import type { Violation } from "./violation.ts";

/** The part of a contract that looks at values. */
type Checks<T> = Pick<
  Contract<T>,
  "check" | "is" | "assert" | "guard" | typeof Symbol.hasInstance
>;

/** Looks at values for a contract, whatever their class. */
export function createChecks<T>(plan: ContractPlan): Checks<T> {
  const check = (value: unknown): Violation[] => {
    keptBy(value);
    return verifyValue(plan, value);
  };
  const mustBe = (value: unknown, above: (...args: never[]) => unknown) => {
    const violations = check(value);
    if (violations.length > 0) throw valueError(plan, value, violations, above);
  };
  const checks: Checks<T> = {
    check,
    is: (value): value is T => check(value).length === 0,
    assert<V>(value: V) {
      mustBe(value, checks.assert);
      return value as V & T;
    },
    guard(instance) {
      mustBe(instance, checks.guard);
      guardFields(plan, instance);
      return instance;
    },
    [Symbol.hasInstance]: (value): value is T =>
      keptBy(value).includes(plan) || isOfCopy(plan, value),
  };
  return checks;
}

/** The contracts that the class of a value keeps; unmarked subclasses are checked from now on. */
function keptBy(value: unknown): readonly ContractPlan[] {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    return [];
  }
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null ? [] : adoptClasses(prototype);
}

function isOfCopy({ id, version }: ContractPlan, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fits = compileRange(version === undefined ? "*" : `^${version}`);
  return foreignVersions(value, id).some(fits);
}

function valueError(
  plan: ContractPlan,
  value: unknown,
  violations: readonly Violation[],
  above: (...args: never[]) => unknown,
): ContractError {
  const isObject = typeof value === "object" && value !== null;
  const name = isObject ? className(value) : typeof value;
  const what = name === "Object" ? "an object" : `an instance of ${name}`;
  return new ContractError({
    action: `accept ${isObject ? what : preview(value)} as "${plan.id}"`,
    contracts: [{ label: plan.label, site: plan.site() }],
    className: name,
    blame: "caller",
    violations,
    sites: {},
    caller: "above",
  }, above);
}
