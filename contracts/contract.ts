import { checkKeys, formatValue } from "../_internal/check_option.ts";
import { didYouMean } from "../_internal/did_you_mean.ts";
import type { ContractSpec, ExtensionSpec } from "./contract_spec.ts";
import { adoptClasses } from "./enforcement/adopt.ts";
import { foreignVersions } from "./enforcement/claims.ts";
import { guardFields } from "./enforcement/guard_fields.ts";
import { ContractError } from "./errors.ts";
import { type ClassContext, implementClass, type ImplementOptions } from "./implement.ts";
import { checkMode, type Mode } from "./plan/mode.ts";
import type { ContractPlan } from "./plan/plan.ts";
import { readPlan } from "./plan/read_plan.ts";
import type { Contract, Implementation } from "./contract_type.ts";
import { compileRange } from "./registry/version_range.ts";
import { captureSite } from "./report/call_site.ts";
import { className, preview } from "./report/preview.ts";
import { verifyValue } from "./verification/verify_value.ts";
import type { Violation } from "./violation.ts";

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
  const check = (value: unknown): Violation[] => {
    keptBy(value);
    return verifyValue(plan, value);
  };
  const mustBe = (value: unknown, above: (...args: never[]) => unknown) => {
    const violations = check(value);
    if (violations.length > 0) throw valueError(plan, value, violations, above);
  };
  const self: Contract<T, S> = {
    id,
    version,
    registry,
    check,
    get mode() {
      return plan.modes.of();
    },
    implement<C>(constructor: C, options?: ImplementOptions | ClassContext): C {
      const { implement } = self;
      implementClass(
        { plan, site: captureSite(implement), above: implement },
        constructor,
        options,
      );
      return constructor;
    },
    extend<U extends T, V extends S>(id: string, spec: ExtensionSpec<T, S, U, V>) {
      return createContract<U, V>(readPlan(id, spec, captureSite(self.extend), plan));
    },
    is: (value): value is T => check(value).length === 0,
    assert<V>(value: V) {
      mustBe(value, self.assert);
      return value as V & T;
    },
    guard(instance) {
      mustBe(instance, self.guard);
      guardFields(plan, instance);
      return instance;
    },
    [Symbol.hasInstance]: (value): value is T => keptBy(value).has(plan) || isOfCopy(plan, value),
    setMode: (mode, options) => setMode(plan, mode, options),
    // Only classes that implement() has let through stand in the registry under this id.
    get: (query) => registry.get(id, query) as Implementation<T, S>,
    find: (query) => registry.find(id, query) as Implementation<T, S>[],
  };
  return Object.freeze(self);
}

/** The contracts that the class of a value keeps; unmarked subclasses are checked from now on. */
function keptBy(value: unknown): ReadonlySet<ContractPlan> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) {
    return new Set();
  }
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null ? new Set() : adoptClasses(prototype);
}

function isOfCopy({ id, version }: ContractPlan, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const fits = compileRange(version === undefined ? "*" : `^${version}`);
  return foreignVersions(value, id).some(fits);
}

function valueError(
  plan: ContractPlan,
  value: unknown,
  violations: readonly Violation[],
  above: (...args: never[]) => unknown,
): ContractError {
  const isObject = typeof value === "object" && value !== null;
  const name = isObject ? className(value) : typeof value;
  const what = name === "Object" ? "an object" : `an instance of ${name}`;
  return new ContractError({
    action: `accept ${isObject ? what : preview(value)} as "${plan.id}"`,
    contracts: [{ label: plan.label, site: plan.site() }],
    className: name,
    blame: "caller",
    violations,
    sites: { caller: captureSite(above)() },
  }, above);
}

function setMode(
  plan: ContractPlan,
  mode: Mode | undefined,
  options: { readonly member?: PropertyKey } = {},
): Disposable {
  const action = `set the mode of contract "${plan.id}"`;
  checkKeys(action, options, ["member"]);
  checkMode(action, mode);
  const { member } = options;
  if (member === undefined) return plan.modes.set(mode);
  const handles = labelsOf(plan, member, action).map((label) => plan.modes.set(mode, label));
  return { [Symbol.dispose]: () => handles.forEach((handle) => handle[Symbol.dispose]()) };
}

function labelsOf({ lineage }: ContractPlan, key: PropertyKey, action: string): string[] {
  const all = lineage.flatMap(({ members, statics }) => [...members, ...statics]);
  const labels = all.filter((member) => member.key === key).map(({ label }) => label);
  if (labels.length > 0) return [...new Set(labels)];
  const names = all.map((member) => String(member.key));
  const guess = didYouMean(String(key), names);
  const hint = guess === undefined ? `its members are ${names.join(", ")}` : `use "${guess}"`;
  throw new TypeError(`Cannot ${action} as it has no member ${formatValue(key)}: ${hint}`);
}
