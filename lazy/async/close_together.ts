import type { Closable } from "../engine/cursor.ts";

/**
 * Asks all to close at once, then waits for all, so that one which hangs keeps no other open.
 *
 * @throws The failure of the first of them that failed.
 */
export async function closeTogether(open: readonly Closable[], reason?: unknown): Promise<void> {
  const closing = open.map(async (closable) => await closable.close(reason));
  const failed = (await Promise.allSettled(closing)).find(isRejected);
  if (failed !== undefined) throw failed.reason;
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
  return result.status === "rejected";
}
