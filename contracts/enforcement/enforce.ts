import { isWrappedBy } from "./mark.ts";
import type { Method } from "./method_kind.ts";
import type { AttributePlan, MemberPlan } from "./plan.ts";
import type { Target } from "./target.ts";
import { wrapGetter, wrapSetter } from "./wrap_accessor.ts";
import { wrapMethod } from "./wrap_method.ts";

/** Finds a member on an object or what it inherits from. */
export function findMember(holder: object, key: PropertyKey): PropertyDescriptor | undefined {
  for (let current: object | null = holder; current !== null;) {
    const descriptor = Object.getOwnPropertyDescriptor(current, key);
    if (descriptor !== undefined) return descriptor;
    current = Object.getPrototypeOf(current);
  }
  return undefined;
}

/**
 * Puts checks in front of the members of a prototype (or of a class, for static ones), in place.
 *
 * What is already checked, because the parent class implements the contract too, is left alone.
 * What comes from a parent that does not is covered on this class, never changed on the parent. What
 * the platform does not let anybody replace, as an override may be, stays as it is.
 */
export function enforce(holder: object, members: readonly MemberPlan[], target: Target): void {
  for (const member of members) {
    const found = findMember(holder, member.key);
    const wrapped = found && wrapDescriptor(found, member, target);
    if (wrapped !== undefined && isReplaceable(holder, member.key)) {
      Object.defineProperty(holder, member.key, wrapped);
    }
  }
}

function isReplaceable(holder: object, key: PropertyKey): boolean {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  return own === undefined || own.configurable === true || own.writable === true;
}

function wrapDescriptor(
  found: PropertyDescriptor,
  member: MemberPlan,
  target: Target,
): PropertyDescriptor | undefined {
  if (member.form === "attribute") return wrapAccessor(found, member, target);
  if (typeof found.value !== "function" || isWrappedBy(found.value, target.plan)) return undefined;
  return { ...found, value: wrapMethod(found.value as Method, member, target) };
}

function wrapAccessor(
  found: PropertyDescriptor,
  member: AttributePlan,
  target: Target,
): PropertyDescriptor | undefined {
  const { get, set } = found;
  const wrapped = { ...found };
  if (get && !isWrappedBy(get, target.plan)) wrapped.get = wrapGetter(get, member, target);
  if (set && !isWrappedBy(set, target.plan)) wrapped.set = wrapSetter(set, member, target);
  return wrapped.get === get && wrapped.set === set ? undefined : wrapped;
}
