/** How a value stands in its pool. */
export type PoolItemState = "idle" | "used" | "checking" | "leaving";

/** One value of a pool, from its arrival until its release has settled. */
export class PoolItem<T> {
  readonly value: T;
  readonly createdAtMs: number;
  /** When it is too old to be lent again, in monotonic time. */
  readonly expiresAtMs: number;
  state: PoolItemState = "idle";
  idleSinceMs = 0;
  /** Until when it may be lent as it is; later it is checked first, or is too old. */
  freshUntilMs = 0;
  wasLent = false;
  /** Somebody said that it is broken: it goes as soon as it comes back. */
  evicted: { readonly error: unknown } | undefined = undefined;

  constructor(value: T, createdAtMs: number, expiresAtMs: number) {
    this.value = value;
    this.createdAtMs = createdAtMs;
    this.expiresAtMs = expiresAtMs;
  }
}
