import type { Contract, Implementation } from "./contract_type.ts";
import { discoverClasses } from "./discover_classes.ts";
import type { ContractPlan } from "./plan/plan.ts";

/** The part of a contract that finds classes. */
type Lookup<T, S> = Pick<Contract<T, S>, "get" | "find" | "load" | "discover">;

/** Looks in the registry of a contract: only classes that keep it stand there under its id. */
export function createLookup<T, S>(plan: ContractPlan): Lookup<T, S> {
  const { id, registry } = plan;
  const lookup: Lookup<T, S> = {
    get: (query) => registry.get(id, query) as Implementation<T, S>,
    find: (query) => registry.find(id, query) as Implementation<T, S>[],
    load: async (query, options) => {
      return await registry.load(id, query, options) as Implementation<T, S>;
    },
    discover: (urls, options = {}) => discoverClasses(plan, urls, options, lookup.discover),
  };
  return lookup;
}
