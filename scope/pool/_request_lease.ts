import { AcquisitionPlace } from "../inspection/acquisition_place.ts";
import type { PoolCore } from "./_pool_core.ts";
import type { PooledLease } from "./_pooled_lease.ts";
import { checkAcquireOptions, type PoolAcquireOptions } from "./pool_options.ts";

/** Borrows a value, now or as soon as there is one; `below` is what the caller called. */
export function requestLease<T>(
  core: PoolCore<T>,
  options: PoolAcquireOptions | undefined,
  below: (...args: never[]) => unknown,
): Promise<PooledLease<T>> {
  try {
    if (options !== undefined) {
      checkAcquireOptions(options);
      options.signal?.throwIfAborted();
    }
    const place = core.keepsPlaces ? new AcquisitionPlace(below) : undefined;
    const lease = core.tryLend(place);
    if (lease !== undefined) return Promise.resolve(lease);
    const timeoutMs = options?.timeoutMs ?? core.settings.acquireTimeoutMs;
    return core.wait(timeoutMs, options?.signal, place);
  } catch (error) {
    return Promise.reject(error);
  }
}
