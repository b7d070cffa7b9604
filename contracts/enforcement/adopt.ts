import type { ContractPlan } from "../plan/plan.ts";
import { union } from "../plan/terms.ts";
import type { LazySite } from "../report/call_site.ts";
import { ancestors, inheritedPlans, installationOf } from "./claims.ts";
import { installOn } from "./installation.ts";

/**
 * Puts checks in front of what subclasses without a mark of their own have overridden: all classes
 * from `prototype` up to the nearest that keeps a contract, the uppermost first.
 *
 * @returns The contracts that are kept now.
 */
export function adoptClasses(prototype: object, site?: LazySite): readonly ContractPlan[] {
  const kept = union(inheritedPlans(prototype), installationOf(prototype)?.plans ?? []);
  if (kept.length === 0) return kept;
  const unmarked: object[] = [];
  for (const current of [prototype, ...ancestors(prototype)]) {
    if (installationOf(current) !== undefined) break;
    unmarked.push(current);
  }
  for (const current of unmarked.reverse()) adopt(current, site ?? (() => undefined));
  return kept;
}

function adopt(prototype: object, site: LazySite): void {
  const { constructor } = prototype;
  const className = typeof constructor === "function" && constructor.name || "(anonymous)";
  const plans = inheritedPlans(prototype);
  const party = { className, site };
  if (Object.isExtensible(prototype)) installOn(prototype, plans, "members", party);
  const isClass = typeof constructor === "function" && constructor.prototype === prototype;
  if (isClass && Object.isExtensible(constructor)) installOn(constructor, plans, "statics", party);
}
