import { checkKeys, formatValue } from "../_internal/check_option.ts";
import { checkCapabilities } from "./capabilities.ts";
import { claim, inheritedPlans } from "./enforcement/claims.ts";
import { enforce } from "./enforcement/enforce.ts";
import type { ContractPlan } from "./enforcement/plan.ts";
import { verifyClass, verifyStatics } from "./enforcement/verify.ts";
import { ContractError } from "./errors.ts";
import type { Registry } from "./registry/registry.ts";
import type { Constructor } from "./registry/registry_entry.ts";
import type { LazySite } from "./report/call_site.ts";
import type { Violation } from "./violation.ts";

/** How a class is registered when it implements a contract. */
export interface ImplementOptions {
  /** Name in the registry. @default {the class name} */
  readonly name?: string;
  /** Semantic version of the implementation. @default {the version of the contract} */
  readonly version?: string;
  /** What the class can do, besides what the contract says of all. @default {[]} */
  readonly capabilities?: readonly string[];
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

/** Who implements what, for one call of `implement`. */
export interface Implementing {
  readonly id: string;
  readonly version: string | undefined;
  readonly capabilities: readonly string[];
  readonly plan: ContractPlan;
  readonly registry: Registry;
  readonly site: LazySite;
  /** Where the stack of an error starts. */
  readonly above: (...args: never[]) => unknown;
}

/** Verifies a class, registers it and puts the checks in place; all of it or nothing. */
export function implementClass(
  contract: Implementing,
  constructor: unknown,
  second: ImplementOptions | ClassContext | undefined,
): void {
  const action = `implement contract "${contract.id}"`;
  if (!isClass(constructor)) {
    throw new TypeError(`Cannot ${action} as it needs a class: got ${formatValue(constructor)}`);
  }
  const context = isContext(second) ? second : undefined;
  const options = isContext(second) ? {} : second ?? {};
  checkKeys(action, options, ["name", "version", "capabilities"]);
  checkCapabilities(action, options.capabilities ?? []);
  const className = nameOf(constructor, context);
  const { prototype } = constructor;
  const others = inheritedPlans(prototype).filter((plan) => plan !== contract.plan);

  const verify = (plan: ContractPlan, violations: Violation[]) => {
    if (violations.length > 0) throw classError(plan, violations, className, contract);
  };
  for (const plan of [contract.plan, ...others]) {
    verify(plan, verifyClass(plan, prototype, String(constructor)));
  }
  if (context === undefined) verify(contract.plan, verifyStatics(contract.plan, constructor));

  const registration = register(contract, constructor, options, className);
  const target = { className: className ?? "(anonymous)", site: contract.site };
  for (const plan of [...others, contract.plan]) {
    enforce(prototype, plan.members, { ...target, plan });
    claim(prototype, plan, contract.site);
  }
  const enforceStatics = () => {
    enforce(constructor, contract.plan.statics, { ...target, plan: contract.plan });
  };
  if (context === undefined) return enforceStatics();
  // A class decorator runs before the static fields are there.
  context.addInitializer(() => {
    const violations = verifyStatics(contract.plan, constructor);
    if (violations.length > 0) registration[Symbol.dispose]();
    verify(contract.plan, violations);
    enforceStatics();
  });
}

function register(
  contract: Implementing,
  constructor: Constructor,
  options: ImplementOptions,
  className: string | undefined,
): Disposable {
  const { id, registry, site } = contract;
  const version = options.version ?? contract.version;
  return registry.add({
    contract: id,
    class: constructor,
    name: options.name ?? className ?? anonymousName(registry, id, constructor),
    capabilities: [...contract.capabilities, ...options.capabilities ?? []],
    site,
    ...(version !== undefined && { version }),
  });
}

/** The name that an anonymous class has already, or the first that is free. */
function anonymousName(registry: Registry, id: string, constructor: Constructor): string {
  const names = new Set<string>();
  for (const entry of registry) {
    if (entry.contract !== id) continue;
    if (entry.class === constructor) return entry.name;
    names.add(entry.name);
  }
  let number = 1;
  while (names.has(`anonymous-${number}`)) number++;
  return `anonymous-${number}`;
}

function classError(
  plan: ContractPlan,
  violations: readonly Violation[],
  className: string | undefined,
  { site, above }: Implementing,
): ContractError {
  return new ContractError({
    action: className === undefined ? "define an anonymous class" : `define class "${className}"`,
    contract: plan.label,
    className: className ?? "(anonymous)",
    blame: "implementation",
    violations,
    sites: { class: site(), contract: plan.site() },
  }, above);
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
