import type { PooledLease } from "./_pooled_lease.ts";

const NAMED = 5;

/** How long the oldest leases have lasted, and where they began, for a message. */
export function describeUses<T>(
  leases: readonly PooledLease<T>[],
  nowMs: number,
): string {
  const uses = leases.slice(0, NAMED).map((lease) => describeUse(lease, nowMs));
  const rest = leases.length - uses.length;
  return uses.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** How long one lease has lasted, and where it began. */
export function describeUse<T>(lease: PooledLease<T>, nowMs: number): string {
  const place = lease.place === undefined
    ? '(set "leakAfterMs" to learn where it began)'
    : `since ${lease.place.text ?? "an unknown place"}`;
  return `for ${Math.round(nowMs - lease.sinceMs)} ms ${place}`;
}
