import type { ContractPlan } from "../plan/plan.ts";
import { union } from "../plan/terms.ts";
import type { LazySite } from "../report/call_site.ts";
import { ancestors, inheritedPlans, installationOf } from "./claims.ts";
import { installOn } from "./installation.ts";

/**
 * Puts checks in front of what subclasses without a mark of their own have overridden, and of what
 * marked ones have where a class above has taken on a contract since; the uppermost first.
 *
 * @returns The contracts that are kept now.
 */
export function adoptClasses(prototype: object, site?: LazySite): readonly ContractPlan[] {
  const kept = union(inheritedPlans(prototype), installationOf(prototype)?.plans ?? []);
  if (kept.length === 0) return kept;
  const behind = [prototype, ...ancestors(prototype)].filter((current) => {
    const inherited = inheritedPlans(current);
    return inherited.length > 0 && !installationOf(current)?.knows(inherited);
  });
  for (const current of behind.reverse()) adopt(current, site ?? (() => undefined));
  return kept;
}

function adopt(prototype: object, site: LazySite): void {
  const { constructor } = prototype;
  const isClass = typeof constructor === "function" && constructor.prototype === prototype;
  // A static member called "name" may hide the name with anything.
  const name: unknown = typeof constructor === "function" ? constructor.name : undefined;
  const className = typeof name === "string" && name !== "" ? name : "(anonymous)";
  const plans = inheritedPlans(prototype);
  const party = { className, site };
  installOn(prototype, plans, "members", party);
  if (isClass) installOn(constructor, plans, "statics", party);
}
