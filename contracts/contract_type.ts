import type { PendingClass } from "./base/pending_classes.ts";
import type { ExtensionSpec } from "./contract_spec.ts";
import type { ClassContext, ImplementOptions } from "./implement.ts";
import type { MemberDescription } from "./plan/describe.ts";
import type { Mode } from "./plan/mode.ts";
import type { DiscoverOptions } from "./registry/discover.ts";
import type { Discovery } from "./registry/discovery.ts";
import type { LoadOptions, Registry, RegistryQuery } from "./registry/registry.ts";
import type { Constructor } from "./registry/registry_entry.ts";
import type { Violation } from "./violation.ts";

/**
 * A class that implements a contract.
 *
 * @typeParam T What its instances look like.
 * @typeParam S What the class itself looks like: its static members, and its constructor if that
 * takes arguments.
 */
export type Implementation<T, S = unknown> = Constructor<T> & S;

/**
 * A class that leaves members of a contract to its subclasses.
 *
 * @typeParam T What instances of the subclasses look like.
 */
export type AbstractImplementation<T> = abstract new (...args: never[]) => Partial<T> & object;

/**
 * What a class must look like: verified when the class is defined, checked at every call, and the
 * way to find the classes that keep it. Create one with {@linkcode contract}.
 *
 * @typeParam T What instances of an implementing class look like.
 * @typeParam S What such a class itself looks like.
 */
export interface Contract<T, S = unknown> {
  /** Name of the contract, unique in its registry: `shop.OrderStore`. */
  readonly id: string;
  /** Semantic version of the contract, if it has one. */
  readonly version: string | undefined;
  /** Where the implementing classes are registered. */
  readonly registry: Registry;
  /** What the contract says of each member, as data: for documentation, tests and tools. */
  readonly members: readonly MemberDescription[];
  /** How much is done about what is broken, unless a member has a mode of its own. */
  readonly mode: Mode;
  /**
   * Verifies a class, registers it, and puts checks in front of its members, in place: the class
   * stays the same object. Works in a static block, as a class decorator and as a function.
   *
   * @returns The class itself.
   * @throws {ContractError} If the class does not keep the contract; nothing is changed then.
   * @throws {RegistryError} If the name and version are taken in the registry.
   * @throws {TypeError} If it is not a class, or an option is not known.
   */
  readonly implement: Implement<T, S>;
  /**
   * Defines a contract that keeps this one and more. A class that implements it implements both.
   * Members may be said anew if they still take what they took and promise what they promised:
   * arguments are accepted if either contract accepts them, results if both do, and all invariants
   * hold.
   *
   * @param id Name of the new contract.
   * @param spec What is new.
   * @throws {ContractError} If the new contract breaks this one; with a value that shows it.
   * @throws {TypeError} If the specification is not one.
   */
  readonly extend: <U extends T, V extends S = S>(
    id: string,
    spec: ExtensionSpec<T, S, U, V>,
  ) => Contract<U, V>;
  /**
   * Makes a base class whose subclasses need no mark to implement the contract: they are verified,
   * registered and checked when their module has run, if it exports them, and otherwise before the
   * first of their objects is created. The base itself is verified now, as far as it goes.
   *
   * @param constructor What the subclasses extend; it may be abstract.
   * @returns What they say `extends` to, in place of the class itself.
   * @throws {ContractError} If what the base has breaks the contract.
   */
  readonly base: <C extends AbstractImplementation<T>>(constructor: C) => C;
  /**
   * Lists subclasses of hooked bases that are not checked: never exported nor created so far, or
   * refused when their module had run; with the places where they are defined.
   */
  readonly pending: () => readonly PendingClass[];
  /** Waits until the modules of subclasses that have run were asked for what they export. */
  readonly settled: () => Promise<void>;
  /**
   * Returns everything that keeps a value from being a `T`; empty if it is one. Finds overrides of
   * subclasses that do not call `implement` themselves, and checks them from then on.
   */
  readonly check: (value: unknown) => Violation[];
  /** Tells whether a value looks like a `T`, whatever its class; see {@linkcode Contract.check}. */
  readonly is: (value: unknown) => value is T;
  /**
   * Returns a value as a `T`; see {@linkcode Contract.check}.
   *
   * @throws {ContractError} If it is not one.
   */
  readonly assert: <V>(value: V) => V & T;
  /**
   * Checks an object that is ready, its attributes and invariants, and from then on every write to
   * those of its fields that the contract names. Meant for the last line of a constructor:
   * `Store.guard(this)`.
   *
   * @throws {ContractError} If it is not a `T`.
   */
  readonly guard: <V extends object>(instance: V) => V;
  /** Tells whether the class of a value, or one above it, implements the contract: `x instanceof Store`. */
  [Symbol.hasInstance](value: unknown): value is T;
  /**
   * Sets how much is done about what is broken, at once and for all classes, of the contract or of
   * one member; `undefined` leaves it to the registry, or for a member to the contract.
   *
   * @returns A handle that puts back what was set before.
   * @throws {TypeError} If there is no such mode or member.
   */
  readonly setMode: (
    mode: Mode | undefined,
    options?: { readonly member?: keyof T | keyof S },
  ) => Disposable;
  /**
   * Returns the implementing class that fits best; see {@linkcode Registry.get}.
   *
   * @throws {RegistryError} If none fits.
   */
  readonly get: (query?: RegistryQuery) => Implementation<T, S>;
  /** Returns every implementing class that fits; see {@linkcode Registry.find}. */
  readonly find: (query?: RegistryQuery) => Implementation<T, S>[];
  /**
   * Returns the implementing class that fits best, and imports its module first if it was registered
   * with {@linkcode Registry.addLazy}; see {@linkcode Registry.load}.
   *
   * @throws {RegistryError} If none fits or its module cannot be loaded.
   */
  readonly load: (query?: RegistryQuery, options?: LoadOptions) => Promise<Implementation<T, S>>;
  /**
   * Imports modules whose classes implement the contract, such as all files of a folder. A module
   * that fails is named with its error, and nothing of it stays registered; the others are not
   * concerned. Exported subclasses of implementing classes are registered even without a mark.
   *
   * @param urls Absolute addresses of modules.
   */
  readonly discover: (
    urls: Iterable<string | URL>,
    options?: DiscoverOptions,
  ) => Promise<Discovery>;
}

/** Verifies, registers and checks a class; see {@linkcode Contract.implement}. */
export interface Implement<T, S> {
  /** Implements the contract in full. */
  <C extends Implementation<T, S>>(constructor: C, options?: ImplementOptions | ClassContext): C;
  /** Implements a part of the contract and leaves the rest to subclasses. */
  <C extends AbstractImplementation<T>>(
    constructor: C,
    options: ImplementOptions & { readonly abstract: true },
  ): C;
}
