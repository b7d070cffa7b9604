import type { ContractSpec } from "./contract_spec.ts";
import { adopt } from "./enforcement/claims.ts";
import { createPlan } from "./enforcement/plan.ts";
import { verifyValue } from "./enforcement/verify.ts";
import { ContractError } from "./errors.ts";
import { type ClassContext, implementClass, type ImplementOptions } from "./implement.ts";
import { Registry, type RegistryQuery } from "./registry/registry.ts";
import type { Constructor } from "./registry/registry_entry.ts";
import { captureSite } from "./report/call_site.ts";
import { className } from "./report/preview.ts";
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
  /**
   * Verifies a class, registers it, and puts checks in front of its members, in place: the class
   * stays the same object. Works in a static block, as a class decorator and as a function.
   *
   * @returns The class itself.
   * @throws {ContractError} If the class does not keep the contract; nothing is changed then.
   * @throws {RegistryError} If the name and version are taken in the registry.
   * @throws {TypeError} If it is not a class, or an option is not known.
   */
  readonly implement: <C extends Implementation<T, S>>(
    constructor: C,
    options?: ImplementOptions | ClassContext,
  ) => C;
  /**
   * Returns everything that keeps a value from being a `T`; empty if it is one. Finds overrides of
   * subclasses that do not call `implement` themselves, and checks them from then on.
   */
  readonly check: (value: unknown) => Violation[];
  /** Tells whether a value is a `T`; see {@linkcode Contract.check}. */
  readonly is: (value: unknown) => value is T;
  /**
   * Returns a value as a `T`; see {@linkcode Contract.check}.
   *
   * @throws {ContractError} If it is not one.
   */
  readonly assert: (value: unknown) => T;
  /**
   * Returns the implementing class that fits best; see {@linkcode Registry.get}.
   *
   * @throws {RegistryError} If none fits.
   */
  readonly get: (query?: RegistryQuery) => Implementation<T, S>;
  /** Returns every implementing class that fits; see {@linkcode Registry.find}. */
  readonly find: (query?: RegistryQuery) => Implementation<T, S>[];
}

/**
 * Defines a contract: what a class must look like at definition and at every call.
 *
 * Name the interface: `contract<Store>(…)`. The compiler then asks for one entry per member, and for
 * schemas that fit the types.
 *
 * @example A store
 * ```ts
 * import { type Contract, contract, integer, object, string } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * interface Store {
 *   save(order: { id: string }, retries: number): Promise<string>;
 *   close(): void;
 * }
 * const Store: Contract<Store> = contract<Store>("shop.Store", {
 *   version: "1.2.0",
 *   members: {
 *     save: {
 *       kind: "async",
 *       params: [["order", object({ id: string() })], ["retries", integer({ min: 0 })]],
 *       returns: string(),
 *     },
 *     close: { params: [] },
 *   },
 * });
 *
 * class MemoryStore {
 *   static { Store.implement(this, { capabilities: ["volatile"] }); }
 *   save(order: { id: string }, _retries: number) {
 *     return Promise.resolve(order.id);
 *   }
 *   close() {}
 * }
 *
 * const Found = Store.get({ version: "^1.1", capability: "volatile" });
 * assert.equal(Found, MemoryStore);
 * assert.equal(await new Found().save({ id: "a" }, 0), "a");
 * await assert.rejects(new Found().save({ id: 7 } as never, -1), {
 *   name: "ContractError",
 *   message: /2 violations.*\n.*order\.id\s+expected string, received 7 \(number\)\n/,
 * });
 * ```
 *
 * @param id Name of the contract, unique in its registry.
 * @param spec What it consists of.
 * @throws {TypeError} If the specification is not one; the message names the place.
 */
export function contract<T, S = unknown>(id: string, spec: ContractSpec<T, S>): Contract<T, S> {
  const plan = createPlan(id, spec, captureSite(contract));
  const { version, capabilities = [], registry = new Registry() } = spec;

  const check = (value: unknown): Violation[] => {
    if (typeof value === "object" && value !== null) adopt(value, plan);
    return verifyValue(plan, value);
  };
  const self: Contract<T, S> = {
    id,
    version,
    registry,
    check,
    implement(constructor, options) {
      const { implement } = self;
      const site = captureSite(implement);
      const contract = { id, version, capabilities, plan, registry, site, above: implement };
      implementClass(contract, constructor, options);
      return constructor;
    },
    is: (value): value is T => check(value).length === 0,
    assert(value) {
      const violations = check(value);
      if (violations.length === 0) return value as T;
      throw new ContractError({
        action: `accept a value as "${id}"`,
        contract: plan.label,
        className: typeof value === "object" && value !== null ? className(value) : typeof value,
        blame: "caller",
        violations,
        sites: { caller: captureSite(self.assert)(), contract: plan.site() },
      }, self.assert);
    },
    // Only classes that implement() has let through stand in the registry under this id.
    get: (query) => registry.get(id, query) as Implementation<T, S>,
    find: (query) => registry.find(id, query) as Implementation<T, S>[],
  };
  return Object.freeze(self);
}
