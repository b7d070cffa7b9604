/** How long to wait between attempts. */
export interface BackoffOptions {
  /** Wait after the first failed attempt, in milliseconds, before jitter. */
  readonly minDelayMs: number;
  /** Upper bound of the wait, in milliseconds. */
  readonly maxDelayMs: number;
}

/**
 * Exponential backoff with equal jitter: half of the wait is certain, half is random, so that
 * several waiters neither hammer nor march in step.
 *
 * @param attempt Number of the attempt that failed, from 1.
 * @param random A number from 0 to 1.
 */
export function backoffMs(
  attempt: number,
  { minDelayMs, maxDelayMs }: BackoffOptions,
  random: number,
): number {
  const ceiling = Math.min(maxDelayMs, minDelayMs * 2 ** Math.min(attempt - 1, 30));
  return ceiling / 2 + random * ceiling / 2;
}
