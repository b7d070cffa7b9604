import type { ContractPlan, Side } from "../plan/plan.ts";
import { union } from "../plan/terms.ts";
import type { CheckedMember } from "./checked_member.ts";

/**
 * Key under which a prototype, or a class for its static members, keeps the contracts it keeps. It
 * stands on the holder itself, so a subclass finds it above and another contract finds it too. The
 * symbol is global, so that two copies of this package see each other's.
 */
const CLAIMS = Symbol.for("@weir/std/contracts.claims");

/** Tells the installations of this copy of the package from those of another. */
const COPY = {};

/** The contracts and checks of one holder. */
export interface Installation {
  /** Contracts that the holder itself keeps. */
  readonly plans: readonly ContractPlan[];
  /** Contracts that the class was marked with; what an unmarked class keeps, it inherits. */
  marks: readonly ContractPlan[];
  /** Whether it was installed with some contracts, its own or inherited. */
  knows(plans: readonly ContractPlan[]): boolean;
  /** A member that is checked on this holder. */
  member(key: PropertyKey): CheckedMember | undefined;
  /** Takes on contracts and puts checks in front of what the holder has or inherits unchecked. */
  install(plans: readonly ContractPlan[], side: Side): void;
  /** Takes all checks away. */
  uninstall(): void;
}

/** What stands under the key: as much as another copy may rely on. */
class Claims {
  readonly copy: object = COPY;
  readonly installation: Installation;

  constructor(installation: Installation) {
    this.installation = installation;
  }

  contracts(): readonly { readonly id: string; readonly version: string | undefined }[] {
    return this.installation.plans.map(({ id, version }) => ({ id, version }));
  }
}

/** Notes what is installed on a holder. */
export function setInstallation(holder: object, installation: Installation): void {
  const value = new Claims(installation);
  Object.defineProperty(holder, CLAIMS, { value, configurable: true });
}

/** Notes that nothing is installed on a holder any more. */
export function removeInstallation(holder: object): void {
  Reflect.deleteProperty(holder, CLAIMS);
}

/** Returns what is installed on a holder itself. */
export function installationOf(holder: object): Installation | undefined {
  const claims = claimsOf(holder);
  return claims?.copy === COPY ? claims.installation : undefined;
}

/** Whether the class of a prototype was marked with a contract, wherever it was registered. */
export function isMarked(prototype: object, plan: ContractPlan): boolean {
  return installationOf(prototype)?.marks.includes(plan) === true;
}

/** Notes that the class of a prototype was marked with contracts. */
export function markWith(prototype: object, plans: readonly ContractPlan[]): void {
  const installation = installationOf(prototype);
  // A list that is the only one is kept as it is: most classes share it with their contract.
  if (installation !== undefined) {
    const { marks } = installation;
    installation.marks = marks.length === 0 ? plans : union(marks, plans);
  }
}

function claimsOf(holder: object): Claims | undefined {
  return Object.getOwnPropertyDescriptor(holder, CLAIMS)?.value;
}

/** Returns the contracts that the ancestors of a holder keep, nearest ancestor first. */
export function inheritedPlans(holder: object): readonly ContractPlan[] {
  let plans: readonly ContractPlan[] = NONE;
  for (let next = Object.getPrototypeOf(holder); next !== null;) {
    const above = installationOf(next)?.plans;
    if (above !== undefined) plans = plans.length === 0 ? above : union(plans, above);
    next = Object.getPrototypeOf(next);
  }
  return plans;
}

const NONE: readonly ContractPlan[] = [];

/** Whether an ancestor of a holder keeps a contract already. */
export function inherits(holder: object, plan: ContractPlan): boolean {
  return inheritedPlans(holder).includes(plan);
}

/** Yields what an object inherits from, nearest first. */
export function* ancestors(holder: object): Generator<object> {
  for (let next = Object.getPrototypeOf(holder); next !== null;) {
    yield next;
    next = Object.getPrototypeOf(next);
  }
}

/** The versions in which another copy of this package says that an object keeps a contract. */
export function foreignVersions(instance: object, id: string): (string | undefined)[] {
  const versions: (string | undefined)[] = [];
  for (const holder of ancestors(instance)) {
    const claims = claimsOf(holder);
    if (claims === undefined || claims.copy === COPY) continue;
    for (const one of claims.contracts()) if (one.id === id) versions.push(one.version);
  }
  return versions;
}
