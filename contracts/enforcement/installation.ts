import type { ModeFollower } from "../plan/mode.ts";
import { clausesByKey, type ContractPlan, type MemberPlan, type Side } from "../plan/plan.ts";
import type { LazySite } from "../report/call_site.ts";
import type { Host } from "./checked_member.ts";
import {
  ancestors,
  inheritedPlans,
  type Installation,
  installationOf,
  setInstallation,
} from "./claims.ts";
import { Slot } from "./slot.ts";

/** The checks on one holder; what its ancestors keep stands with them. */
class Checks implements Installation, Host, ModeFollower {
  readonly holder: object;
  readonly className: string;
  readonly site: LazySite;
  readonly plans: Set<ContractPlan> = new Set();
  readonly #slots = new Map<PropertyKey, Slot>();

  constructor(holder: object, { className, site }: Omit<Host, "holder">) {
    this.holder = holder;
    this.className = className;
    this.site = site;
  }

  member(key: PropertyKey): Slot | undefined {
    return this.#slots.get(key);
  }

  applyModes(): void {
    for (const slot of this.#slots.values()) slot.apply();
  }

  install(plans: Iterable<ContractPlan>, side: Side): void {
    for (const plan of plans) {
      if (this.plans.has(plan)) continue;
      this.plans.add(plan);
      plan.modes.add(this);
    }
    const all = new Set([...inheritedPlans(this.holder), ...this.plans]);
    for (const [key, clauses] of clausesByKey(all, side)) {
      const plans = [...all].filter(({ lineage }) =>
        clauses.some(({ plan }) => lineage.includes(plan))
      );
      this.#cover(key, clauses, plans);
    }
  }

  /**
   * What is checked on an ancestor already is left alone. What comes from a parent that is not, or
   * that knows fewer contracts, is covered on this holder and never changed on the parent.
   */
  #cover(
    key: PropertyKey,
    clauses: readonly MemberPlan[],
    plans: readonly ContractPlan[],
  ): void {
    const own = this.#slots.get(key);
    if (own !== undefined) return own.add(clauses, plans);
    const found = findOwner(this.holder, key);
    if (found === undefined) return;
    const above = found.owner === this.holder
      ? undefined
      : installationOf(found.owner)?.member(key);
    if (above?.covers(clauses, plans)) return;
    const original = above?.original ?? found.descriptor;
    const fitting = clauses.filter((clause) => isCheckable(original, clause));
    if (fitting.length === 0 || !isReplaceable(this.holder, key)) return;
    const slot = new Slot(this, key, original, found.owner === this.holder, fitting, plans);
    this.#slots.set(key, slot);
    slot.apply();
  }
}

/** Puts contracts in front of a holder that may keep others already. */
export function installOn(
  holder: object,
  plans: Iterable<ContractPlan>,
  side: Side,
  party: Omit<Host, "holder">,
): void {
  let installation = installationOf(holder);
  if (installation === undefined) {
    installation = new Checks(holder, party);
    setInstallation(holder, installation);
  }
  installation.install(plans, side);
}

/** A member, and which object on the way up has it. */
export interface FoundMember {
  readonly owner: object;
  readonly descriptor: PropertyDescriptor;
}

/** Finds a member on an object or on what it inherits from. */
export function findOwner(holder: object, key: PropertyKey): FoundMember | undefined {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  if (own !== undefined) return { owner: holder, descriptor: own };
  for (const owner of ancestors(holder)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, key);
    if (descriptor !== undefined) return { owner, descriptor };
  }
  return undefined;
}

/** Finds a member as it was written, below the checks. */
export function findOriginal(holder: object, key: PropertyKey): PropertyDescriptor | undefined {
  const found = findOwner(holder, key);
  return found && (installationOf(found.owner)?.member(key)?.original ?? found.descriptor);
}

function isCheckable(found: PropertyDescriptor, { form }: MemberPlan): boolean {
  if (form === "method") return typeof found.value === "function";
  return found.get !== undefined || found.set !== undefined;
}

function isReplaceable(holder: object, key: PropertyKey): boolean {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  return own === undefined
    ? Object.isExtensible(holder)
    : own.configurable === true || own.writable === true;
}
