import type { Mode, ViolationListener } from "./plan/mode.ts";
import type { Registry } from "./registry/registry.ts";
import type { SchemaFor } from "./schemas/standard_schema.ts";

/**
 * What a contract consists of.
 *
 * @typeParam T What instances of an implementing class look like.
 * @typeParam S What such a class itself looks like: its static members.
 */
export type ContractSpec<T, S = unknown> = ContractOptions & {
  /** One entry for every key of the interface. */
  readonly members: MemberSpecs<T>;
  /** What always holds between the calls of an object, by a rule in words. @default {{}} */
  readonly invariants?: Invariants<T>;
} & StaticsSpec<S>;

/**
 * What a contract adds to the one that it extends, and what it says anew.
 *
 * @typeParam T What instances looked like so far.
 * @typeParam S What classes looked like so far.
 * @typeParam U What instances look like now.
 * @typeParam V What classes look like now.
 */
export type ExtensionSpec<T, S, U, V> =
  & ContractOptions
  & {
    /** One entry for every new key of the interface; for the others only what changes. */
    readonly members?: ChangedSpecs<T, U>;
    /** What always holds, besides what the extended contract says. @default {{}} */
    readonly invariants?: Invariants<U>;
    /** One entry for every new static member. */
    readonly statics?: ChangedSpecs<S, V>;
  }
  & ([Exclude<keyof U, keyof T>] extends [never] ? unknown : {
    /** One entry for every new key of the interface. */
    readonly members: ChangedSpecs<T, U>;
  })
  & ([Exclude<keyof V, keyof S>] extends [never] ? unknown : {
    /** One entry for every new static member. */
    readonly statics: ChangedSpecs<S, V>;
  });

/** Specifications for all new keys of an interface, and for any of the old ones. */
export type ChangedSpecs<T, U> =
  & MemberSpecs<Omit<U, keyof T>>
  & Partial<MemberSpecs<Pick<U, keyof U & keyof T>>>;

/** Functions that tell whether something holds, by the rule in words: `the balance is positive`. */
export type Invariants<T> = Readonly<Record<string, (self: T) => boolean>>;

/** The part of a contract's specification that does not depend on its interface. */
export interface ContractOptions {
  /** Semantic version of the contract; classes that name no version of their own have it too. */
  readonly version?: string;
  /** Capabilities that every implementing class has. @default {[]} */
  readonly capabilities?: readonly string[];
  /** Registry for the implementing classes. @default {a registry of the contract's own} */
  readonly registry?: Registry;
  /**
   * How much is done about what is broken; can be changed at any time by `setMode`.
   *
   * @default {the mode of the registry, and else "enforce"}
   */
  readonly mode?: Mode;
  /** Hears of what is broken while the mode is `report`. @default {the registry's, or a warning on the console} */
  readonly onViolation?: ViolationListener;
}

/** The static members: required as soon as the contract names a static side. */
export type StaticsSpec<S> = [keyof S] extends [never] ? { readonly statics?: never }
  : {
    /** One entry for every static member. */
    readonly statics: MemberSpecs<S>;
  };

/** One specification for every key of an interface. */
export type MemberSpecs<T> = {
  readonly [K in keyof T]-?: MemberSpec<NonNullable<T[K]>, T[K]> & OptionalMark<T, K>;
};

/** A method or an attribute, as the type of the member says. */
export type MemberSpec<M, Declared = M> = [M] extends [(...args: infer P) => infer R]
  ? MethodSpec<P, R>
  : AttributeSpec<Declared>;

/**
 * Members that the interface marks with `?` must say so here, others must not; a `readonly` one has
 * no setter.
 */
export type OptionalMark<T, K extends keyof T> =
  & (Record<never, never> extends Pick<T, K> ? { readonly optional: true }
    : { readonly optional?: never })
  // Two types that differ in `readonly` alone are told apart by nothing else.
  & ((<G>() => G extends { [Q in K]: T[K] } ? 1 : 2) extends
    (<G>() => G extends { -readonly [Q in K]: T[K] } ? 1 : 2) ? unknown
    : { readonly kind?: "any" | "getter" | "sync" | "async" | "generator" | "asyncGenerator" });

/** A property: a field, a getter or an `accessor`. */
export interface AttributeSpec<T> {
  /** What the value must be, whenever it is read or written through an accessor. */
  readonly attribute: SchemaFor<T>;
  /**
   * What a class must have: a `getter`, a `setter`, both (an `accessor`), or `any` of those or a
   * field, which is only there when an object is created.
   *
   * @default {"any"}
   */
  readonly kind?: "any" | "getter" | "setter" | "accessor";
  /** Values that it may have; `conformance` and the search for broken extensions try them. */
  readonly examples?: readonly T[];
}

/** A method; which kinds are possible follows from what it returns. */
export type MethodSpec<P extends readonly unknown[], R> = [R] extends [never] ? SyncSpec<P, R>
  : [R] extends [PromiseLike<infer V>] ? AsyncSpec<P, V>
  : [R] extends [AsyncIterable<infer Y>]
    ? [AsyncIterable<Y>] extends [R] ? AsyncGeneratorSpec<P, Y> | SyncSpec<P, R>
    : [R] extends [AsyncIterator<unknown, unknown, never>]
      ? AsyncGeneratorSpec<P, Y> | SyncSpec<P, R>
    : SyncSpec<P, R>
  : [R] extends [Iterable<infer Y>]
    ? [Iterable<Y>] extends [R] ? GeneratorSpec<P, Y> | SyncSpec<P, R>
    : [R] extends [Iterator<unknown, unknown, never>] ? GeneratorSpec<P, Y> | SyncSpec<P, R>
    : SyncSpec<P, R>
  : [R] extends [AsyncIterator<infer Y>]
    ? [AsyncIterator<Y>] extends [R] ? AsyncGeneratorSpec<P, Y> | SyncSpec<P, R> : SyncSpec<P, R>
  : [R] extends [Iterator<infer Y>]
    ? [Iterator<Y>] extends [R] ? GeneratorSpec<P, Y> | SyncSpec<P, R> : SyncSpec<P, R>
  : SyncSpec<P, R>;

/** The parameters of a method: a name for messages and a schema for each. */
export type ParamSpecs<P extends readonly unknown[]> = {
  readonly [I in keyof P]-?: readonly [
    name: string,
    schema: SchemaFor<P[I]>,
    options?: ParamOptions,
  ];
};

/** What is done with an argument besides checking it. */
export interface ParamOptions {
  /**
   * Whether the method gets the output of the schema, with its defaults and conversions, in place of
   * what the caller gave.
   *
   * @default {false}
   */
  readonly parse?: boolean;
}

/** A method that returns its result. */
export interface SyncSpec<P extends readonly unknown[], R> {
  /** How the method answers. @default {"sync"} */
  readonly kind?: "sync";
  /** A name and a schema for each parameter. */
  readonly params: ParamSpecs<P>;
  /** What the result must be. @default {anything} */
  readonly returns?: SchemaFor<R>;
  /** Calls that the method takes, and what they may return. @default {[]} */
  readonly examples?: readonly { readonly args: Readonly<P>; readonly returns?: R }[];
}

/** A method that returns a promise. */
export interface AsyncSpec<P extends readonly unknown[], V> {
  /** How the method answers. */
  readonly kind: "async";
  /** A name and a schema for each parameter. */
  readonly params: ParamSpecs<P>;
  /** What the promise must be fulfilled with. @default {anything} */
  readonly returns?: SchemaFor<V>;
  /** Calls that the method takes, and what they may return. @default {[]} */
  readonly examples?: readonly { readonly args: Readonly<P>; readonly returns?: V }[];
}

/** A method that yields its results. */
export interface GeneratorSpec<P extends readonly unknown[], Y> {
  /** How the method answers. */
  readonly kind: "generator";
  /** A name and a schema for each parameter. */
  readonly params: ParamSpecs<P>;
  /** What each yielded item must be. @default {anything} */
  readonly yields?: SchemaFor<Y>;
  /** Calls that the method takes, and what they may yield. @default {[]} */
  readonly examples?: readonly { readonly args: Readonly<P>; readonly yields?: readonly Y[] }[];
}

/** A method that yields its results over time. */
export interface AsyncGeneratorSpec<P extends readonly unknown[], Y> {
  /** How the method answers. */
  readonly kind: "asyncGenerator";
  /** A name and a schema for each parameter. */
  readonly params: ParamSpecs<P>;
  /** What each yielded item must be. @default {anything} */
  readonly yields?: SchemaFor<Y>;
  /** Calls that the method takes, and what they may yield. @default {[]} */
  readonly examples?: readonly { readonly args: Readonly<P>; readonly yields?: readonly Y[] }[];
}
