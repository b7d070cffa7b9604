import type { LazySite } from "../report/call_site.ts";
import { enforce } from "./enforce.ts";
import type { ContractPlan } from "./plan.ts";

/**
 * Key under which a prototype keeps the contracts of its class. It stands on the prototype itself,
 * so a subclass inherits it, and another contract finds it.
 */
const CLAIMS = Symbol("weir.contracts.claims");

/** A class implements a contract. */
interface Claim {
  readonly plan: ContractPlan;
  readonly site: LazySite;
}

/** Notes that the class of a prototype implements a contract. */
export function claim(prototype: object, plan: ContractPlan, site: LazySite): void {
  const own = ownClaims(prototype).filter((other) => other.plan !== plan);
  const value: readonly Claim[] = [...own, { plan, site }];
  Object.defineProperty(prototype, CLAIMS, { value, configurable: true });
}

/** Returns the contracts that the ancestors of a prototype implement. */
export function inheritedPlans(prototype: object): ContractPlan[] {
  const plans = new Set<ContractPlan>();
  for (let current = parent(prototype); current !== null; current = parent(current)) {
    for (const { plan } of ownClaims(current)) plans.add(plan);
  }
  return [...plans];
}

/**
 * Puts checks in front of what subclasses without a mark of their own have overridden: everything
 * between an instance and its nearest ancestor class that implements the contract.
 */
export function adopt(instance: object, plan: ContractPlan): void {
  const unmarked: object[] = [];
  for (let current = parent(instance); current !== null; current = parent(current)) {
    const found = ownClaims(current).find((one) => one.plan === plan);
    if (found !== undefined) {
      for (const prototype of unmarked.reverse()) adoptPrototype(prototype, found);
      return;
    }
    unmarked.push(current);
  }
}

function adoptPrototype(prototype: object, { plan, site }: Claim): void {
  if (!Object.isExtensible(prototype)) return;
  const className = prototype.constructor.name || "(anonymous)";
  enforce(prototype, plan.members, { plan, className, site });
  claim(prototype, plan, site);
}

function ownClaims(prototype: object): readonly Claim[] {
  return Object.getOwnPropertyDescriptor(prototype, CLAIMS)?.value ?? [];
}

function parent(object: object): object | null {
  return Object.getPrototypeOf(object);
}
