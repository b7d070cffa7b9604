/** The part of a stream writer that is used here. */
export interface EndableWriter {
  readonly closed: Promise<unknown>;
  readonly desiredSize: number | null;
  abort(reason?: unknown): Promise<void>;
  close(): Promise<void>;
  releaseLock(): void;
}

/** Aborts the stream, unless it is closed or has failed, and gives the lock back. */
export async function abortWriter(
  writer: Omit<EndableWriter, "close" | "closed">,
  reason: unknown,
): Promise<void> {
  if (isReleased(writer)) return;
  const aborted = writer.abort(reason);
  writer.releaseLock();
  await aborted;
}

/** Closes the stream, unless it is closed, and gives the lock back; throws if it could not. */
export async function closeWriter(writer: EndableWriter): Promise<void> {
  if (isReleased(writer)) return;
  try {
    // Rejects also where somebody else has closed it; `closed` alone says how that went.
    writer.close().catch(() => {});
    await writer.closed;
  } finally {
    writer.releaseLock();
  }
}

/** Nothing else tells a writer without a lock from one whose stream has failed. */
function isReleased(writer: { readonly desiredSize: number | null }): boolean {
  try {
    void writer.desiredSize;
    return false;
  } catch {
    return true;
  }
}

/** The reason of an abort where nobody gave one. */
export function notClosed(): DOMException {
  return new DOMException("The writer was released before the stream was closed", "AbortError");
}
