import type { PoolItem } from "./_pool_item.ts";

/** What a look at the idle values decided. */
export interface IdleSweep<T> {
  /** Older than their lifetime. */
  readonly expired: readonly PoolItem<T>[];
  /** Unused for too long. */
  readonly unused: readonly PoolItem<T>[];
  readonly kept: PoolItem<T>[];
  /** When to look again, in monotonic time. */
  readonly nextMs: number;
}

/**
 * Sorts the idle values of a pool, the one that has been idle for longest first: at most `spare` of
 * them may go for not being used.
 */
export function sweepIdle<T>(
  idle: readonly PoolItem<T>[],
  spare: number,
  { nowMs, idleTimeoutMs }: { readonly nowMs: number; readonly idleTimeoutMs: number },
): IdleSweep<T> {
  const expired = idle.filter((item) => nowMs >= item.expiresAtMs);
  const unused: PoolItem<T>[] = [];
  const kept: PoolItem<T>[] = [];
  let nextMs = Infinity;
  let left = spare - expired.length;
  for (const item of idle) {
    if (nowMs >= item.expiresAtMs) continue;
    const idleUntilMs = left > 0 ? item.idleSinceMs + idleTimeoutMs : Infinity;
    if (nowMs >= idleUntilMs) {
      unused.push(item);
      left--;
    } else {
      kept.push(item);
      nextMs = Math.min(nextMs, item.expiresAtMs, idleUntilMs);
    }
  }
  return { expired, unused, kept, nextMs };
}
