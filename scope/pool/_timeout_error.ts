import { describeError } from "../engine/describe_error.ts";
import { describeUse } from "./_describe_uses.ts";
import type { Leases } from "./_leases.ts";
import type { WaitingLine } from "./_waiting_line.ts";

/** What a pool knows when a caller's time is up. */
export interface PoolAtTimeout<T> {
  readonly name: string;
  readonly settings: { readonly max: number };
  readonly leases: Leases<T>;
  readonly waiters: WaitingLine<T>;
  readonly stock: {
    readonly checking: number;
    readonly leaving: number;
    readonly creation: {
      readonly running: number;
      readonly overdue: number;
      readonly lastError: unknown;
    };
  };
  nowMs(): number;
}

/** The error of a caller who waits and is to wait no longer. */
export function timeoutError<T>(pool: PoolAtTimeout<T>, timeoutMs: number): DOMException {
  return new DOMException(
    `Cannot acquire a value of pool "${pool.name}" within ${timeoutMs} ms: ${describePool(pool)}`,
    "TimeoutError",
  );
}

/** Says who has the values that one of the callers waits for in vain, as far as is known. */
export function describePool<T>(pool: PoolAtTimeout<T>): string {
  const { leases: { oldest, size }, stock: { creation, checking, leaving } } = pool;
  const longest = oldest === undefined ? "" : `, the longest ${describeUse(oldest, pool.nowMs())}`;
  const parts = [
    `${size} of ${pool.settings.max} are in use${longest}`,
    describeCount(creation.running, "being made"),
    describeCount(creation.overdue, "being made although given up"),
    describeCount(checking, "being checked"),
    describeCount(leaving, "being released"),
    `others that wait: ${pool.waiters.size - 1}`,
    creation.lastError === undefined
      ? undefined
      : `making one failed: ${describeError(creation.lastError)}`,
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}

function describeCount(count: number, what: string): string | undefined {
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? "is" : "are"} ${what}`;
}

/** Whether somebody's time was up: a scope that acquires, or the caller, has limits of its own. */
export function isTimeout(reason: unknown): boolean {
  return reason instanceof DOMException && reason.name === "TimeoutError";
}
