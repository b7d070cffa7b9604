import { checkKeys, checkString, formatValue, optionMessage } from "../_internal/check_option.ts";
import { checkCapabilities } from "./capabilities.ts";
import { adoptClasses } from "./enforcement/adopt.ts";
import { inheritedPlans, inherits, installationOf, markWith } from "./enforcement/claims.ts";
import { installOn, rememberChecks } from "./enforcement/installation.ts";
import { ContractError } from "./errors.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { union } from "./plan/terms.ts";
import { registerClass } from "./register_class.ts";
import { Registry } from "./registry/registry.ts";
import type { Constructor } from "./registry/registry_entry.ts";
import type { LazySite } from "./report/call_site.ts";
import { type Finding, type Subject, verifyHolder } from "./verification/verify_class.ts";

/** How a class is registered when it implements a contract. */
export interface ImplementOptions {
  /** Name in the registry. @default {the class name} */
  readonly name?: string;
  /** Semantic version of the implementation. @default {the version of the contract} */
  readonly version?: string;
  /** What the class can do, besides what the contract says of all. @default {[]} */
  readonly capabilities?: readonly string[];
  /** Where to register the class, such as a fork. @default {the registry of the contract} */
  readonly registry?: Registry;
  /**
   * Whether the class leaves members to its subclasses. What it has is checked, nothing is reported
   * missing, and it is not registered; so it has no name, version and capabilities there.
   *
   * @default {false}
   */
  readonly abstract?: boolean;
}

/** The part of a class decorator's context that is used, whichever form of decorators it is. */
export interface ClassContext {
  /** Tells class decorators from others. */
  readonly kind: "class";
  /** Name of the class. */
  readonly name: string | undefined;
  /** Calls back when the static members are there. */
  addInitializer(initializer: () => void): void;
}

/** One call of `implement`. */
export interface Implementing {
  readonly plan: ContractPlan;
  readonly site: LazySite;
  /** Where the stack of an error starts. */
  readonly above: (...args: never[]) => unknown;
}

const OPTIONS = ["name", "version", "capabilities", "registry", "abstract"];

/** Verifies a class, registers it and puts the checks in place; all of it or nothing. */
export function implementClass(
  implementing: Implementing,
  constructor: unknown,
  second: ImplementOptions | ClassContext | undefined,
): void {
  const { plan, site } = implementing;
  const action = `implement contract "${plan.id}"`;
  if (!isClass(constructor)) {
    throw new TypeError(`Cannot ${action} as it needs a class: got ${formatValue(constructor)}`);
  }
  const context = isContext(second) ? second : undefined;
  const options = isContext(second) ? {} : checkOptions(action, second ?? {});
  const { prototype } = constructor;
  const className = nameOf(constructor, context);
  const party = { className: className ?? "(anonymous)", site };
  const isAbstract = options.abstract === true;
  const source = () => Function.prototype.toString.call(constructor);
  const kept = installationOf(prototype)?.plans ?? [];
  const plans = union(plan.lineage, kept, inheritedPlans(prototype));
  const verify = (...subjects: readonly Subject[]) => {
    const findings = subjects.flatMap((subject) => verifyHolder(subject, plans));
    refuse(implementing, findings, className, prototype);
  };
  const instances: Subject = { holder: prototype, side: "members", isAbstract, source };
  const statics: Subject = { holder: constructor, side: "statics", isAbstract, source };
  adoptParents(prototype);
  const restore = [instances, statics].map(({ holder, side }) => rememberChecks(holder, side));
  const install = ({ holder, side }: Subject) => installOn(holder, plan.lineage, side, party);
  // Whoever is told of the class gets it with its checks.
  const finish = () => {
    install(statics);
    if (!isAbstract) registerClass(plan, constructor, options, className, site);
  };
  const start = () => {
    install(instances);
    markWith(prototype, plan.lineage);
  };
  if (context === undefined) {
    verify(instances, statics);
    return allOrNothing(restore, start, finish);
  }
  verify(instances);
  start();
  // A class decorator runs before the static fields are there.
  context.addInitializer(() => allOrNothing(restore, () => verify(statics), finish));
}

/** Takes some steps, or brings back what was before when one of them fails. */
function allOrNothing(
  restore: readonly (() => void)[],
  ...steps: readonly (() => void)[]
): void {
  try {
    for (const step of steps) step();
  } catch (error) {
    for (const one of restore) one();
    throw error;
  }
}

/** Unmarked classes between this one and a parent that keeps a contract. */
function adoptParents(prototype: object): void {
  const parent: object | null = Object.getPrototypeOf(prototype);
  if (parent !== null) adoptClasses(parent);
}

/** Throws or reports what is wrong with a class, as its contracts want it. */
function refuse(
  { plan, site, above }: Implementing,
  findings: readonly Finding[],
  className: string | undefined,
  prototype: object,
): void {
  const modesOf = (one: Finding) => (plan.lineage.includes(one.plan) ? plan : one.plan).modes;
  for (const mode of ["enforce", "report"] as const) {
    const found = findings.filter((one) => modesOf(one).of(one.violation.member) === mode);
    if (found.length === 0) continue;
    const plans = [...new Set(found.map((one) => one.plan))];
    const error = new ContractError({
      action: className === undefined ? "define an anonymous class" : `define class "${className}"`,
      contracts: plans.map((one) => ({ label: one.label, site: one.site() })),
      className: className ?? "(anonymous)",
      blame: plans.some((one) => inherits(prototype, one)) ? "subclass" : "implementation",
      violations: found.map(({ violation }) => violation),
      sites: { class: site() },
    }, above);
    if (mode === "enforce") throw error;
    modesOf(found[0]!).report(error);
  }
}

function checkOptions(action: string, options: ImplementOptions): ImplementOptions {
  checkKeys(action, options, OPTIONS);
  const { name, capabilities = [], registry, abstract = false } = options;
  if (name !== undefined) checkString(action, "name", name);
  checkCapabilities(action, capabilities);
  if (registry !== undefined && !(registry instanceof Registry)) {
    throw new TypeError(optionMessage(action, "registry", "a Registry", registry));
  }
  if (typeof abstract !== "boolean") {
    throw new TypeError(optionMessage(action, "abstract", "true or false", abstract));
  }
  if (abstract) refuseRegistration(action, options);
  return options;
}

function refuseRegistration(action: string, options: ImplementOptions): void {
  for (const option of ["name", "version", "capabilities"] as const) {
    const value = options[option];
    if (value === undefined) continue;
    const expected = "left out of an abstract class, which is not registered";
    throw new TypeError(optionMessage(action, option, expected, value));
  }
}

function isClass(value: unknown): value is Constructor {
  return typeof value === "function" && typeof value.prototype === "object" &&
    value.prototype !== null;
}

function isContext(value: unknown): value is ClassContext {
  return typeof value === "object" && value !== null && "kind" in value &&
    value.kind === "class" && "addInitializer" in value;
}

function nameOf(constructor: Constructor, context: ClassContext | undefined): string | undefined {
  // A static member called "name" may hide the name with anything.
  const name: unknown = constructor.name;
  return (typeof name === "string" && name !== "" ? name : undefined) ?? context?.name;
}
