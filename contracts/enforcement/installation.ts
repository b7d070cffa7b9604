import type { ModeFollower } from "../plan/mode.ts";
import type { ContractPlan, Side } from "../plan/plan.ts";
import { createTerms, type Terms, termsOf, union } from "../plan/terms.ts";
import type { LazySite } from "../report/call_site.ts";
import type { Host } from "./checked_member.ts";
import {
  ancestors,
  inheritedPlans,
  type Installation,
  installationOf,
  removeInstallation,
  setInstallation,
} from "./claims.ts";
import { isReplaceable } from "./mark.ts";
import { Slot } from "./slot.ts";

/** The checks on one holder; what its ancestors keep stands with them. */
class Checks implements Installation, Host, ModeFollower {
  readonly holder: object;
  readonly className: string;
  readonly site: LazySite;
  marks: readonly ContractPlan[] = [];
  #plans: readonly ContractPlan[] = [];
  /** These and the inherited ones, as far as they were there when it was last installed. */
  #known: readonly ContractPlan[] = [];
  readonly #slots: Slot[] = [];

  constructor(holder: object, { className, site }: Omit<Host, "holder">) {
    this.holder = holder;
    this.className = className;
    this.site = site;
  }

  get plans(): readonly ContractPlan[] {
    return this.#plans;
  }

  member(key: PropertyKey): Slot | undefined {
    return this.#slots.find((slot) => slot.key === key);
  }

  applyModes(): void {
    for (const slot of this.#slots) slot.apply();
  }

  knows(plans: readonly ContractPlan[]): boolean {
    return plans.every((plan) => this.#known.includes(plan));
  }

  install(plans: readonly ContractPlan[], side: Side): void {
    // A list that is taken as it is has its terms worked out already.
    this.#plans = this.#plans.length === 0 ? plans : union(this.#plans, plans);
    const all = union(this.#plans, inheritedPlans(this.holder));
    for (const plan of all) if (!this.#known.includes(plan)) plan.modes.add(this);
    this.#known = all;
    const isNew = this.#slots.length === 0;
    for (const terms of termsOf(all, side)) {
      const own = isNew ? undefined : this.member(terms.key);
      if (own === undefined) this.#cover(terms);
      else own.add(checkable(terms, own.original));
    }
  }

  uninstall(): void {
    for (const slot of this.#slots.splice(0)) slot.remove();
    this.#plans = [];
  }

  /**
   * What is checked on an ancestor already is left alone. What comes from a parent that is not, or
   * that knows fewer contracts, is covered on this holder and never changed on the parent.
   */
  #cover(terms: Terms): void {
    const { holder } = this;
    const { key } = terms;
    const found = findOwner(holder, key);
    if (found === undefined) return;
    const isOwn = found.owner === holder;
    const above = isOwn ? undefined : installationOf(found.owner)?.member(key);
    if (above?.covers(terms)) return;
    const original = above?.below(found.descriptor) ?? found.descriptor;
    const said = checkable(terms, original);
    if (said.clauses.length === 0) return;
    if (!isReplaceable(holder, key, isOwn ? found.descriptor : undefined)) return;
    const slot = new Slot(this, said, original, isOwn);
    this.#slots.push(slot);
    slot.apply(isOwn ? found.descriptor : undefined);
  }
}

/** Puts contracts in front of a holder that may keep others already. */
export function installOn(
  holder: object,
  plans: readonly ContractPlan[],
  side: Side,
  party: Omit<Host, "holder">,
): void {
  let installation = installationOf(holder);
  const all = side === "statics" ? [...plans, ...inheritedPlans(holder)] : [];
  if (installation === undefined && side === "statics" && !all.some(hasStatics)) return;
  if (installation === undefined) {
    if (!Object.isExtensible(holder)) return;
    installation = new Checks(holder, party);
    setInstallation(holder, installation);
  }
  installation.install(plans, side);
}

/** Remembers what a holder keeps; the function that is returned brings that back. */
export function rememberChecks(holder: object, side: Side): () => void {
  const before = installationOf(holder);
  const { plans, marks } = before ?? { plans: [], marks: [] };
  return () => {
    const installation = installationOf(holder);
    if (installation === undefined) return;
    installation.uninstall();
    if (before === undefined) return removeInstallation(holder);
    installation.install(plans, side);
    installation.marks = marks;
  };
}

function hasStatics({ statics }: ContractPlan): boolean {
  return statics.length > 0;
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
  if (found === undefined) return undefined;
  const { owner, descriptor } = found;
  return installationOf(owner)?.member(key)?.below(descriptor) ?? descriptor;
}

/** What is said of a member by those contracts for which it is what it is: a method or an accessor. */
function checkable(terms: Terms, { value, get, set }: PropertyDescriptor): Terms {
  const { key, clauses, plans } = terms;
  const isMethod = typeof value === "function";
  const isAccessor = get !== undefined || set !== undefined;
  const fitting = clauses.filter(({ form }) => form === "method" ? isMethod : isAccessor);
  return fitting.length === clauses.length ? terms : createTerms(key, fitting, plans);
}
