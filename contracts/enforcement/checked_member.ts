import type { ModeSwitch } from "../plan/mode.ts";
import type { ContractPlan, InvariantPlan, MemberPlan } from "../plan/plan.ts";
import type { Terms } from "../plan/terms.ts";
import type { LazySite } from "../report/call_site.ts";

/** Where checks stand: a prototype, or a class for its static members. */
export interface Host {
  /** The object that has the members. */
  readonly holder: object;
  /** Name of the class in messages. */
  readonly className: string;
  /** Where the class implements its contracts. */
  readonly site: LazySite;
}

/** A member with checks in front of it, as those checks know it. */
export interface CheckedMember {
  /** Whose member it is. */
  readonly host: Host;
  /** Key of the member. */
  readonly key: PropertyKey;
  /** The member as it was written. */
  readonly original: PropertyDescriptor;
  /** Whether the holder has the member itself; else it inherits it. */
  readonly isOwn: boolean;
  /** What one of the contracts says of the member. */
  readonly first: MemberPlan;
  /** What has to hold before and after the member is used. */
  readonly invariants: readonly InvariantPlan[];
  /** Whether everything that some contracts say of the member is checked here. */
  covers(terms: Terms): boolean;
  /**
   * The switch that says how much is done about a contract here: that of the contract which the class
   * implements, when it extends the one in question; of several the strictest.
   */
  modesOf(plan: ContractPlan, label?: string): ModeSwitch;
  /** The member below the checks: as it was written, or what somebody else put there since. */
  below(found: PropertyDescriptor): PropertyDescriptor;
  /** Exchanges the wrapper of a method, a getter or a setter for another that does the same. */
  promote(from: unknown, to: unknown): void;
}
