import type { ModeSwitch } from "../plan/mode.ts";
import type {
  AttributePlan,
  ContractPlan,
  InvariantPlan,
  MemberPlan,
  MethodPlan,
} from "../plan/plan.ts";
import { modesFor } from "../plan/modes_for.ts";
import { createTerms, type Terms, union } from "../plan/terms.ts";
import type { CheckedMember, Host } from "./checked_member.ts";
import { isReplaceable, sameAs } from "./mark.ts";
import { wrapAccessor } from "./wrap_accessor.ts";
import { wrapMethod } from "./wrap_method.ts";

/**
 * One member of one class, and everything that its contracts say of it: one wrapper for all of them,
 * whatever their order and number. While all of them are off, the original stands in its place.
 */
export class Slot implements CheckedMember {
  readonly host: Host;
  readonly original: PropertyDescriptor;
  readonly isOwn: boolean;
  #terms: Terms;
  /** The clauses that are checked, as far as the wrapper could be put in place. */
  #active: readonly MemberPlan[] | undefined;
  #installed: PropertyDescriptor | undefined;

  constructor(host: Host, terms: Terms, original: PropertyDescriptor, isOwn: boolean) {
    this.host = host;
    this.original = original;
    this.isOwn = isOwn;
    this.#terms = terms;
  }

  get key(): PropertyKey {
    return this.#terms.key;
  }

  get first(): MemberPlan {
    return this.#terms.clauses[0]!;
  }

  get invariants(): readonly InvariantPlan[] {
    // A class has no invariants, only its objects do.
    if (typeof this.host.holder === "function") return [];
    return this.#terms.plans.flatMap((plan) => plan.invariants);
  }

  covers({ clauses, plans }: Terms): boolean {
    return clauses.every((clause) => this.#terms.clauses.includes(clause)) &&
      plans.every((plan) => this.#terms.plans.includes(plan));
  }

  modesOf(plan: ContractPlan, label?: string): ModeSwitch {
    return modesFor(plan, this.#terms.plans, label);
  }

  /** Takes on what further contracts say. */
  add(terms: Terms): void {
    if (this.covers(terms)) return;
    const { key, clauses, plans } = this.#terms;
    const all = [...new Set([...clauses, ...terms.clauses])];
    this.#terms = createTerms(key, all, union(plans, terms.plans));
    this.#active = undefined;
    this.apply();
  }

  /** Puts the modes of this moment into effect; `current` is what stands there, if that is known. */
  apply(current?: PropertyDescriptor): void {
    const { clauses } = this.#terms;
    const isOff = (clause: MemberPlan) =>
      this.modesOf(clause.plan, clause.label).of(clause.label) === "off";
    const active = clauses.some(isOff) ? clauses.filter((clause) => !isOff(clause)) : clauses;
    // Whether it throws or reports, a wrapper finds out by itself.
    if (this.#active !== undefined && isSame(this.#active, active)) return;
    this.#active = active;
    this.#put(active.length === 0 ? undefined : this.#wrap(active), current);
  }

  /** Puts back what stood there before. */
  remove(): void {
    this.#active = [];
    this.#put(undefined);
  }

  below(found: PropertyDescriptor): PropertyDescriptor {
    return sameAs(found, this.#installed) ? this.original : found;
  }

  promote(from: unknown, to: unknown): void {
    const installed = this.#installed;
    if (installed === undefined) return;
    for (const part of ["value", "get", "set"] as const) {
      if (installed[part] === from) return this.#put({ ...installed, [part]: to });
    }
  }

  #wrap(active: readonly MemberPlan[]): PropertyDescriptor {
    const { original } = this;
    if (active[0]!.form === "attribute") {
      return wrapAccessor(this, active as readonly AttributePlan[]);
    }
    const { writable, enumerable, configurable } = original;
    const value = wrapMethod(this, active as readonly MethodPlan[]);
    return { value, writable, enumerable, configurable } as PropertyDescriptor;
  }

  #put(
    wrapped: PropertyDescriptor | undefined,
    current: PropertyDescriptor | undefined = Object.getOwnPropertyDescriptor(
      this.host.holder,
      this.key,
    ),
  ): void {
    const { isOwn, key, original, host: { holder } } = this;
    const before = this.#installed;
    if (before === wrapped) return;
    if (!isReplaceable(holder, key, current)) return;
    const unchecked = isOwn ? original : undefined;
    // What somebody else has put in its place since, such as a spy of a test, is not ours to change.
    if (!sameAs(current, before ?? unchecked)) {
      this.#active = undefined;
      return;
    }
    this.#installed = wrapped;
    const next = wrapped ?? unchecked;
    const isFirst = before === undefined && next?.value !== undefined;
    if (current?.configurable === false || isFirst && current?.writable) {
      // Quick to define, and a method that is called often comes here again.
      (holder as Record<PropertyKey, unknown>)[key] = (next ?? original).value;
      return;
    }
    // The engine takes a property that was overwritten for one that changes, and calls it slowly.
    Reflect.deleteProperty(holder, key);
    if (next !== undefined) Object.defineProperty(holder, key, next);
  }
}

function isSame(one: readonly MemberPlan[], other: readonly MemberPlan[]): boolean {
  return one.length === other.length && one.every((clause, index) => clause === other[index]);
}
