import type { Closable } from "./cursor.ts";

/**
 * Closes all, in order; one that fails does not keep the others open.
 *
 * @throws The first failure.
 */
export function closeAll(open: Iterable<Closable>, reason?: unknown): void {
  const failures: unknown[] = [];
  for (const closable of open) {
    try {
      closable.close(reason);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * Closes all, each after the one before has been closed. Takes them off the list as it goes, so
 * that {@linkcode closeNow} can take over what is left.
 *
 * @throws The first failure.
 */
export async function closeInTurn(open: Closable[], reason?: unknown): Promise<void> {
  const failures: unknown[] = [];
  for (let closable = open.shift(); closable !== undefined; closable = open.shift()) {
    try {
      await closable.close(reason);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Asks all to close and waits for none; failures have nobody left to go to. */
export function closeNow(open: Closable[], reason?: unknown): void {
  for (let closable = open.shift(); closable !== undefined; closable = open.shift()) {
    const closing = closable;
    new Promise((resolve) => resolve(closing.close(reason))).catch(ignore);
  }
}

/** Receives what must not be reported: another failure came first, or nobody listens any more. */
export function ignore(): void {}
