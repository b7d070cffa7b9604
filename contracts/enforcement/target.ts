import type { LazySite } from "../report/call_site.ts";
import type { ContractPlan } from "./plan.ts";

/** A class whose members are being checked, as messages need to know it. */
export interface Target {
  /** The contract. */
  readonly plan: ContractPlan;
  /** Name of the class. */
  readonly className: string;
  /** Where the class implements the contract. */
  readonly site: LazySite;
}
