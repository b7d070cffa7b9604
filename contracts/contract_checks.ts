import type { Contract } from "./contract_type.ts";
import { adoptClasses } from "./enforcement/adopt.ts";
import { foreignVersions } from "./enforcement/claims.ts";
import { guardFields } from "./enforcement/guard_fields.ts";
import { ContractError } from "./errors.ts";
import { modesFor } from "./plan/modes_for.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { compileRange } from "./registry/version_range.ts";
import { className, preview } from "./report/preview.ts";
import { verifyValue } from "./verification/verify_value.ts";
import type { Blame, Violation } from "./violation.ts";

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
    if (violations.length > 0) throw valueError(plan, value, violations, "caller", above);
  };
  const checks: Checks<T> = {
    check,
    is: (value): value is T => check(value).length === 0,
    assert<V>(value: V) {
      mustBe(value, checks.assert);
      return value as V & T;
    },
    guard(instance) {
      inspectInstance(plan, instance, check, checks.guard);
      guardFields(plan, instance, keptBy(instance));
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

/** A finished object, in the mode of each member; what is wrong is what the constructor left. */
function inspectInstance(
  plan: ContractPlan,
  instance: object,
  check: (value: unknown) => Violation[],
  above: (...args: never[]) => unknown,
): void {
  const kept = keptBy(instance);
  const blame = kept.includes(plan) ? "implementation" : "caller";
  const violations = check(instance);
  for (const mode of ["enforce", "report"] as const) {
    const found = violations.filter(({ member }) =>
      modesFor(plan, kept, member).of(member) === mode
    );
    if (found.length === 0) continue;
    const error = valueError(plan, instance, found, blame, above);
    if (mode === "enforce") throw error;
    modesFor(plan, kept).report(error);
  }
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
  blame: Blame,
  above: (...args: never[]) => unknown,
): ContractError {
  const isObject = typeof value === "object" && value !== null;
  const name = isObject ? className(value) : typeof value;
  const what = name === "Object" ? "an object" : `an instance of ${name}`;
  return new ContractError({
    action: `accept ${isObject ? what : preview(value)} as "${plan.id}"`,
    contracts: [{ label: plan.label, site: plan.site() }],
    className: name,
    blame,
    violations,
    sites: {},
    caller: "above",
  }, above);
}
