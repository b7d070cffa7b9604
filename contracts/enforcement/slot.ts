import type { Mode, ModeSwitch } from "../plan/mode.ts";
import {
  type AttributePlan,
  type ContractPlan,
  derives,
  type InvariantPlan,
  type MemberPlan,
  type MethodPlan,
} from "../plan/plan.ts";
import type { CheckedMember, Host } from "./checked_member.ts";
import { sameAs } from "./mark.ts";
import { wrapAccessor } from "./wrap_accessor.ts";
import { wrapMethod } from "./wrap_method.ts";

const STRICTNESS: Readonly<Record<Mode, number>> = { off: 0, report: 1, enforce: 2 };

/**
 * One member of one class, and everything that its contracts say of it: one wrapper for all of them,
 * whatever their order and number. While all of them are off, the original stands in its place.
 */
export class Slot implements CheckedMember {
  readonly host: Host;
  readonly key: PropertyKey;
  readonly original: PropertyDescriptor;
  readonly isOwn: boolean;
  #clauses: readonly MemberPlan[];
  #plans: readonly ContractPlan[];
  #installed: PropertyDescriptor | undefined;

  constructor(
    host: Host,
    key: PropertyKey,
    original: PropertyDescriptor,
    isOwn: boolean,
    clauses: readonly MemberPlan[],
    plans: readonly ContractPlan[],
  ) {
    this.host = host;
    this.key = key;
    this.original = original;
    this.isOwn = isOwn;
    this.#clauses = clauses;
    this.#plans = plans;
  }

  get first(): MemberPlan {
    return this.#clauses[0]!;
  }

  get invariants(): readonly InvariantPlan[] {
    return this.#plans.flatMap((plan) => plan.invariants);
  }

  covers(clauses: readonly MemberPlan[], plans: readonly ContractPlan[]): boolean {
    return clauses.every((clause) => this.#clauses.includes(clause)) &&
      plans.every((plan) => this.#plans.includes(plan));
  }

  modesOf(plan: ContractPlan, label?: string): ModeSwitch {
    const speaking = this.#plans.filter((one) => one.lineage.includes(plan));
    const last = speaking.filter((one) => !speaking.some((other) => derives(other, one)));
    return last.map(({ modes }) => modes)
      .reduce((a, b) => STRICTNESS[b.of(label)] > STRICTNESS[a.of(label)] ? b : a, last[0]!.modes);
  }

  /** Takes on what further contracts say. */
  add(clauses: readonly MemberPlan[], plans: readonly ContractPlan[]): void {
    if (this.covers(clauses, plans)) return;
    this.#clauses = [...new Set([...this.#clauses, ...clauses])];
    this.#plans = [...new Set([...this.#plans, ...plans])];
    this.apply();
  }

  /** Puts the modes of this moment into effect. */
  apply(): void {
    const active = this.#clauses.filter(({ plan, label }) =>
      this.modesOf(plan, label).of(label) !== "off"
    );
    const wrapped = active.length === 0 ? undefined : this.#wrap(active);
    this.#put(wrapped);
  }

  promote(from: unknown, to: unknown): void {
    const installed = this.#installed;
    if (installed !== undefined && installed.value === from) this.#put({ ...installed, value: to });
  }

  #wrap(active: readonly MemberPlan[]): PropertyDescriptor {
    const { original } = this;
    if (active[0]!.form === "attribute") {
      return wrapAccessor(this, active as readonly AttributePlan[]);
    }
    return { ...original, value: wrapMethod(this, active as readonly MethodPlan[]) };
  }

  #put(wrapped: PropertyDescriptor | undefined): void {
    const { holder } = this.host;
    const before = this.#installed;
    if (before === wrapped) return;
    const expected = before ?? (this.isOwn ? this.original : undefined);
    // What somebody else has put in its place since, such as a spy of a test, is not ours to change.
    if (!sameAs(Object.getOwnPropertyDescriptor(holder, this.key), expected)) return;
    this.#installed = wrapped;
    if (wrapped !== undefined) Object.defineProperty(holder, this.key, wrapped);
    else if (this.isOwn) Object.defineProperty(holder, this.key, this.original);
    else Reflect.deleteProperty(holder, this.key);
  }
}
