/** Waits for a promise or an abort, and leaves no listener behind on a signal that lives longer. */
export async function untilAborted(done: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (signal === undefined) return await done;
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    await Promise.race([done, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
