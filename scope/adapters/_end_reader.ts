/** The part of a stream reader, of either kind, that is used here. */
export interface EndableReader {
  readonly closed: Promise<unknown>;
  cancel(reason?: unknown): Promise<void>;
  releaseLock(): void;
}

/**
 * Cancels the stream and gives the lock back, without waiting for the source: the stream is closed at
 * once, so reads that wait are answered with `done`. In the other order they would be rejected.
 */
export async function endReader(reader: EndableReader, reason?: unknown): Promise<void> {
  const closed = reader.closed.then(() => true, () => false);
  const cancelled = reader.cancel(reason);
  reader.releaseLock();
  try {
    await cancelled;
  } catch (error) {
    // A stream that has failed told so to whoever read from it, and a lock given back before is none.
    if (await closed) throw error;
  }
}
