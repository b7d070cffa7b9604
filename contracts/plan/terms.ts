import { type ContractPlan, derives, type MemberPlan, type Side } from "./plan.ts";

/** Everything that some contracts say of one member. */
export interface Terms {
  /** Key of the member. */
  readonly key: PropertyKey;
  /** What each of them says. */
  readonly clauses: readonly MemberPlan[];
  /** The same without what a contract that extends another says anew. */
  readonly last: readonly MemberPlan[];
  /** The contracts that say so, those that extend them, and all that have invariants. */
  readonly plans: readonly ContractPlan[];
}

/** What single contracts say, which is asked for every class that implements one. */
const CACHE = new WeakMap<readonly ContractPlan[], Readonly<Record<Side, readonly Terms[]>>>();

/** Returns what some contracts say of each member, in the order in which they name it. */
export function termsOf(plans: readonly ContractPlan[], side: Side): readonly Terms[] {
  let terms = CACHE.get(plans);
  if (terms === undefined) {
    terms = { members: collect(plans, "members"), statics: collect(plans, "statics") };
    CACHE.set(plans, terms);
  }
  return terms[side];
}

/** Joins lists of contracts; the list itself where the others add nothing. */
export function union(
  plans: readonly ContractPlan[],
  ...others: readonly (readonly ContractPlan[])[]
): readonly ContractPlan[] {
  const added = others.flat().filter((plan) => !plans.includes(plan));
  return added.length === 0 ? plans : [...new Set([...plans, ...added])];
}

function collect(plans: readonly ContractPlan[], side: Side): Terms[] {
  const byKey = new Map<PropertyKey, MemberPlan[]>();
  for (const member of plans.flatMap((plan) => plan[side])) {
    const clauses = byKey.get(member.key);
    if (clauses === undefined) byKey.set(member.key, [member]);
    else clauses.push(member);
  }
  return Array.from(byKey, ([key, clauses]) => createTerms(key, clauses, plans));
}

/** Puts together what contracts say of a member. */
export function createTerms(
  key: PropertyKey,
  clauses: readonly MemberPlan[],
  plans: readonly ContractPlan[],
): Terms {
  return {
    key,
    clauses,
    last: clauses.filter(({ plan }) => !clauses.some((other) => derives(other.plan, plan))),
    plans: plans.filter(({ lineage, invariants }) =>
      invariants.length > 0 || clauses.some(({ plan }) => lineage.includes(plan))
    ),
  };
}
