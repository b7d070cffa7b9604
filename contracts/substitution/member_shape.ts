import type { MethodKind } from "../plan/method_kind.ts";
import type { StandardSchema } from "../schemas/standard_schema.ts";

/** A member as far as it matters for whoever uses it. */
export type MemberShape = MethodShape | AttributeShape;

/** A method as far as it matters for whoever calls it. */
export interface MethodShape {
  /** How it answers. */
  readonly kind: MethodKind;
  /** Its parameters, in order. */
  readonly params: readonly ParamShape[];
  /** What it returns, its promise is fulfilled with, or it yields. @default {anything} */
  readonly result?: StandardSchema | undefined;
  /** Calls that keep the contract. @default {[]} */
  readonly examples?: readonly CallExample[] | undefined;
}

/** One parameter of a method. */
export interface ParamShape {
  /** Its name in messages. */
  readonly name: string;
  /** What it accepts. */
  readonly schema: StandardSchema;
  /** Whether it may be left out. */
  readonly optional: boolean;
}

/** A call that keeps the contract. */
export interface CallExample {
  /** The arguments. */
  readonly args: readonly unknown[];
  /** The result, or an item. @default {not known} */
  readonly result?: unknown;
}

/** An attribute as far as it matters for whoever uses it. */
export interface AttributeShape {
  /** What its value is. */
  readonly attribute: StandardSchema;
  /** Whether it can be written. */
  readonly writable: boolean;
  /** Values that it may have. @default {[]} */
  readonly examples?: readonly unknown[] | undefined;
}

/** Tells attributes from methods. */
export function isAttribute(member: MemberShape): member is AttributeShape {
  return "attribute" in member;
}
