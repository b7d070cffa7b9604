import { whyWaiting } from "../engine/why_waiting.ts";
import { placeOfCall, wantPlace } from "../inspection/place_of_call.ts";
import { defineResource, type Resource } from "../resource.ts";
import type { PoolCore } from "./_pool_core.ts";
import type { PooledLease } from "./_pooled_lease.ts";
import { describePool } from "./_timeout_error.ts";

/** A resource whose values are lent by a pool: acquiring borrows one, releasing gives it back. */
export function lendingResource<T>(core: PoolCore<T>): Resource<T> {
  /** A list each, as a pool may hold the same value twice. */
  const lent: Map<T, PooledLease<T>[]> = new Map();
  const keep = (lease: PooledLease<T>): T => {
    const leases = lent.get(lease.value);
    if (leases === undefined) lent.set(lease.value, [lease]);
    else leases.push(lease);
    return lease.value;
  };
  const resource = defineResource<T>({
    name: core.name,
    acquire(context) {
      const place = core.keepsPlaces ? placeOfCall() : undefined;
      const lease = core.tryLend(place);
      if (lease !== undefined) return keep(lease);
      return core.wait(core.settings.acquireTimeoutMs, context.signal, place).then(keep);
    },
    release(value, exit) {
      const leases = lent.get(value)!;
      const lease = leases.pop()!;
      if (leases.length === 0) lent.delete(value);
      if (exit.status === "success") lease.release();
      else if (exit.status === "unknown") lease.doubt();
      else lease.fail(exit.error);
    },
  });
  whyWaiting.set(resource, () => describePool(core));
  if (core.keepsPlaces) wantPlace(resource);
  return resource;
}
