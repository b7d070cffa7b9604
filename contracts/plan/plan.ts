import type { Registry } from "../registry/registry.ts";
import type { LazySite } from "../report/call_site.ts";
import type { Checker } from "../schemas/schema.ts";
import type { MethodKind } from "./method_kind.ts";
import type { ModeSwitch } from "./mode.ts";

/** What methods and attributes have in common. */
interface AnyMemberPlan {
  /** The contract that says so; a class may keep several. */
  readonly plan: ContractPlan;
  /** Key of the member. */
  readonly key: PropertyKey;
  /** The member in messages: `save`, `static open`. */
  readonly label: string;
  /** Whether a class may leave the member out. */
  readonly optional: boolean;
}

/** A method of a contract, ready to be checked. */
export interface MethodPlan extends AnyMemberPlan {
  /** Tells methods from attributes. */
  readonly form: "method";
  /** How the method answers. */
  readonly kind: MethodKind;
  /** Names of the parameters. */
  readonly names: readonly string[];
  /** Checkers of the parameters. */
  readonly params: readonly Checker[];
  /** Whether the output of a parameter's schema is passed on in place of what came in. */
  readonly parses: readonly boolean[];
  /** Checker of the result or of each yielded item. */
  readonly result: Checker | undefined;
  /** The member with its parameters: `save(order, retries)`. */
  readonly signature: string;
  /** Calls that the method must take, and their results. */
  readonly examples: readonly MethodExample[];
}

/** A call that keeps the contract. */
export interface MethodExample {
  /** The arguments. */
  readonly args: readonly unknown[];
  /** Whether a result is given. */
  readonly hasResult: boolean;
  /** The result, or the items that are yielded. */
  readonly result: unknown;
}

/** What an attribute must be: anything that can be read, or functions of the class. */
export type AttributeKind = "any" | "getter" | "setter" | "accessor";

/** An attribute of a contract, ready to be checked. */
export interface AttributePlan extends AnyMemberPlan {
  /** Tells attributes from methods. */
  readonly form: "attribute";
  /** What it must be. */
  readonly kind: AttributeKind;
  /** Checker of the value. */
  readonly value: Checker;
  /** Values that it may have. */
  readonly examples: readonly unknown[];
}

/** A member of a contract, ready to be checked. */
export type MemberPlan = MethodPlan | AttributePlan;

/** What always holds between the calls of an object. */
export interface InvariantPlan {
  /** The contract that says so. */
  readonly plan: ContractPlan;
  /** The rule, as messages say it: `the balance is not negative`. */
  readonly rule: string;
  /** Tells whether it holds. */
  readonly holds: (self: object) => unknown;
}

/** A contract, ready to be checked; its identity tells contracts apart. */
export interface ContractPlan {
  /** Name of the contract. */
  readonly id: string;
  /** Semantic version of the contract. */
  readonly version: string | undefined;
  /** The contract in messages: `id@version`. */
  readonly label: string;
  /** Where the contract is defined. */
  readonly site: LazySite;
  /** Where implementing classes are registered. */
  readonly registry: Registry;
  /** What all of them can do. */
  readonly capabilities: readonly string[];
  /** The contract itself, then what it extends, nearest first. */
  readonly lineage: readonly ContractPlan[];
  /** Members of instances that this contract names itself. */
  readonly members: readonly MemberPlan[];
  /** Members of classes that this contract names itself. */
  readonly statics: readonly MemberPlan[];
  /** Invariants that this contract names itself. */
  readonly invariants: readonly InvariantPlan[];
  /** How much is done about what is broken. */
  readonly modes: ModeSwitch;
}

/** Members of instances, or of the classes themselves. */
export type Side = "members" | "statics";

/** Whether one contract extends another. */
export function derives(plan: ContractPlan, from: ContractPlan): boolean {
  return plan !== from && plan.lineage.includes(from);
}
