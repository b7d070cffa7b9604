import type { Checker } from "../schemas/checking.ts";
import type { StandardSchema } from "../schemas/standard_schema.ts";
import type { MethodKind } from "./method_kind.ts";
import type { AttributeKind, ContractPlan, MemberPlan, MethodExample, Side } from "./plan.ts";
import { termsOf } from "./terms.ts";

/** What a contract says of one member, as data: for documentation, tests and tools. */
export type MemberDescription = MethodDescription | AttributeDescription;

/** What methods and attributes have in common. */
export interface AnyMemberDescription {
  /** Key of the member. */
  readonly key: PropertyKey;
  /** The member in messages: `save`, `static open`. */
  readonly label: string;
  /** Whether it is a member of the class itself. */
  readonly static: boolean;
  /** Whether a class may leave it out. */
  readonly optional: boolean;
  /** The contract that says so, as `id@version`. */
  readonly contract: string;
}

/** What a contract says of a method. */
export interface MethodDescription extends AnyMemberDescription {
  /** Tells methods from attributes. */
  readonly form: "method";
  /** How it answers. */
  readonly kind: MethodKind;
  /** Its parameters, in order. */
  readonly params: readonly ParamDescription[];
  /** What it returns, its promise is fulfilled with, or it yields; undefined for anything. */
  readonly result: StandardSchema | undefined;
  /** Calls that it takes. */
  readonly examples: readonly ExampleDescription[];
}

/** A parameter of a method. */
export interface ParamDescription {
  /** Its name in messages. */
  readonly name: string;
  /** What it accepts. */
  readonly schema: StandardSchema;
  /** Whether it may be left out. */
  readonly optional: boolean;
}

/** A call that a method takes. */
export interface ExampleDescription {
  /** The arguments. */
  readonly args: readonly unknown[];
  /** What a new object returns, if the example says. */
  readonly returns?: unknown;
  /** What a new object yields, if the example says. */
  readonly yields?: readonly unknown[];
}

/** What a contract says of an attribute. */
export interface AttributeDescription extends AnyMemberDescription {
  /** Tells methods from attributes. */
  readonly form: "attribute";
  /** What a class must have. */
  readonly kind: AttributeKind;
  /** What its value must be. */
  readonly schema: StandardSchema;
  /** Values that it may have. */
  readonly examples: readonly unknown[];
}

/** Describes the members of a contract and of what it extends, as far as that still stands. */
export function describeMembers({ lineage }: ContractPlan): readonly MemberDescription[] {
  const side = (one: Side) =>
    termsOf(lineage, one).flatMap(({ last }) => last.map((member) => describe(member, one)));
  return Object.freeze([...side("members"), ...side("statics")]);
}

function describe(member: MemberPlan, side: Side): MemberDescription {
  const { key, label, optional, plan } = member;
  const any = { key, label, static: side === "statics", optional, contract: plan.label };
  if (member.form === "attribute") {
    const { kind, value, examples } = member;
    return Object.freeze({ ...any, form: "attribute", kind, schema: value.schema, examples });
  }
  const { kind, names, params, result } = member;
  return Object.freeze({
    ...any,
    form: "method",
    kind,
    params: params.map((checker, index) => ({
      name: names[index]!,
      schema: checker.schema,
      optional: isOptional(checker),
    })),
    result: result?.schema,
    examples: member.examples.map((example) => describeExample(example, kind)),
  });
}

function describeExample({ args, hasResult, result }: MethodExample, kind: MethodKind) {
  if (!hasResult) return { args };
  const isPlain = kind === "sync" || kind === "async";
  return isPlain ? { args, returns: result } : { args, yields: result as readonly unknown[] };
}

/** Whether a parameter may be left out: own schemas say so, those of others are asked. */
export function isOptional(checker: Checker): boolean {
  try {
    return checker.optional === true || checker.test(undefined);
  } catch {
    // A predicate that trips over undefined does not take it; neither does one that has to wait.
    return false;
  }
}
