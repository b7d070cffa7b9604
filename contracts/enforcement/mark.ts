import type { ContractPlan } from "./plan.ts";

/** Key under which a wrapper keeps what it wraps. */
const WRAPPED = Symbol("weir.contracts.wrapped");

interface Wrapped {
  readonly plan: ContractPlan;
  readonly original: unknown;
}

/** Makes a wrapper look like what it wraps: same name, same length, and known as a wrapper. */
export function mark<F extends object>(wrapper: F, original: object, plan: ContractPlan): F {
  for (const key of ["name", "length"]) {
    const descriptor = Object.getOwnPropertyDescriptor(original, key);
    if (descriptor !== undefined) Object.defineProperty(wrapper, key, descriptor);
  }
  const wrapped: Wrapped = { plan, original };
  return Object.defineProperty(wrapper, WRAPPED, { value: wrapped });
}

/** Tells whether a function is already checked for a contract, below wrappers of others too. */
export function isWrappedBy(method: unknown, plan: ContractPlan): boolean {
  for (let wrapped = read(method); wrapped !== undefined; wrapped = read(wrapped.original)) {
    if (wrapped.plan === plan) return true;
  }
  return false;
}

/** Returns the function that was written in the class, below all wrappers. */
export function unwrap(method: unknown): unknown {
  let current = method;
  for (let wrapped = read(method); wrapped !== undefined; wrapped = read(current)) {
    current = wrapped.original;
  }
  return current;
}

function read(method: unknown): Wrapped | undefined {
  return typeof method === "function" ? Reflect.get(method, WRAPPED) : undefined;
}
