import type { RetryOptions } from "../resource.ts";

/**
 * Milliseconds to wait before the next try, `undefined` if there is none. The pauses grow by the
 * multiplier; the part that is left to chance only shortens them ("full jitter" at 1).
 */
export function retryDelayMs(
  retry: RetryOptions | undefined,
  attempt: number,
  error: unknown,
): number | undefined {
  if (retry === undefined || attempt >= retry.maxAttempts) return undefined;
  if (retry.retryIf !== undefined && !retry.retryIf(error, attempt)) return undefined;
  const { minDelayMs = 100, maxDelayMs = 10_000, multiplier = 2, jitter = 1 } = retry;
  const fullMs = Math.min(maxDelayMs, minDelayMs * multiplier ** (attempt - 1));
  return fullMs * (1 - jitter * Math.random());
}
