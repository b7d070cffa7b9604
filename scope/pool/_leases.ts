import { Line } from "./_line.ts";
import type { PooledLease } from "./_pooled_lease.ts";

/** The leases of a pool, oldest first; it knows the oldest that has not been reported as leaked. */
export class Leases<T> extends Line<PooledLease<T>> {
  #unreported: PooledLease<T> | undefined = undefined;

  override add(lease: PooledLease<T>): void {
    super.add(lease);
    this.#unreported ??= lease;
  }

  override remove(lease: PooledLease<T>): void {
    if (this.#unreported === lease) this.#unreported = lease.newer;
    super.remove(lease);
  }

  /** When the next lease is to be reported, in monotonic time. */
  nextLeakMs(leakAfterMs: number): number {
    return this.#unreported === undefined ? Infinity : this.#unreported.sinceMs + leakAfterMs;
  }

  /** Marks the next lease as leaked and hands it out. */
  report(): PooledLease<T> {
    const lease = this.#unreported!;
    lease.isLeaked = true;
    this.#unreported = lease.newer;
    return lease;
  }
}
