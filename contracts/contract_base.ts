import { type AbstractConstructor, hookBase, type HookedBase } from "./base/hooked_base.ts";
import type { Contract } from "./contract_type.ts";
import { isIncomplete } from "./discover_classes.ts";
import { isMarked } from "./enforcement/claims.ts";
import { implementClass } from "./implement.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { captureSite } from "./report/call_site.ts";

/** The part of a contract that does without marks. */
type Base<T> = Pick<Contract<T>, "base" | "pending" | "settled">;

/** Makes bases whose subclasses need no mark to implement a contract. */
export function createBase<T>(plan: ContractPlan): Base<T> {
  const bases: HookedBase<unknown>[] = [];
  const self: Base<T> = {
    base(constructor) {
      const { base } = self;
      const site = captureSite(base);
      const hooked = hookBase(
        constructor as unknown as AbstractConstructor,
        (found, where, via) => {
          if (isMarked(found.prototype, plan)) return true;
          // An exported class without all members is there for its subclasses.
          if (via === "module" && isIncomplete(plan, found)) return false;
          const isRegistered = plan.registry.find(plan.id).includes(found);
          if (!isRegistered) implementClass({ plan, site: where, above: base }, found, {});
          return true;
        },
      );
      implementClass({ plan, site, above: base }, hooked.holder, { abstract: true });
      bases.push(hooked);
      return hooked.hooked as unknown as typeof constructor;
    },
    pending: () => bases.flatMap(({ pending }) => pending()),
    async settled() {
      await Promise.all(bases.map((base) => base.settled()));
    },
  };
  return self;
}
