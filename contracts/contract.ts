import { createBase } from "./contract_base.ts";
import { createChecks } from "./contract_checks.ts";
import { createLookup } from "./contract_lookup.ts";
import { setMode } from "./contract_modes.ts";
import type { ContractSpec, ExtensionSpec } from "./contract_spec.ts";
import type { Contract } from "./contract_type.ts";
import { type ClassContext, implementClass, type ImplementOptions } from "./implement.ts";
import { describeMembers } from "./plan/describe.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { readPlan } from "./plan/read_plan.ts";
import { captureSite } from "./report/call_site.ts";
import { verifyExtension } from "./verification/verify_extension.ts";

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
  return createContract<T, S>(readPlan(id, spec, captureSite(contract)));
}

function createContract<T, S>(plan: ContractPlan): Contract<T, S> {
  const { id, version, registry } = plan;
  const self: Contract<T, S> = {
    id,
    version,
    registry,
    get members() {
      return describeMembers(plan);
    },
    get mode() {
      return plan.modes.of();
    },
    implement<C>(constructor: C, options?: ImplementOptions | ClassContext): C {
      const { implement } = self;
      const site = captureSite(implement);
      implementClass({ plan, site, above: implement }, constructor, options);
      return constructor;
    },
    extend<U extends T, V extends S>(id: string, spec: ExtensionSpec<T, S, U, V>) {
      const { extend } = self;
      const extended = readPlan(id, spec, captureSite(extend), plan);
      verifyExtension(extended, extend);
      return createContract<U, V>(extended);
    },
    setMode: (mode, options) => setMode(plan, mode, options),
    ...createChecks<T>(plan),
    ...createBase<T>(plan),
    ...createLookup<T, S>(plan),
  };
  return Object.freeze(self);
}
