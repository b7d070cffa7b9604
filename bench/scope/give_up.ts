/** When something is to be given up. */
export interface Limits {
  /** Milliseconds that it may take. */
  readonly timeoutMs?: number;
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * What is written around a promise where a library has neither timeouts nor signals: the race, and
 * the end of timer and listener whoever wins it.
 */
export async function giveUp<T>(
  promise: Promise<T>,
  { timeoutMs, signal }: Limits,
): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = timeoutMs === undefined
    ? undefined
    : setTimeout(() => reject(new DOMException("Timed out", "TimeoutError")), timeoutMs);
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
