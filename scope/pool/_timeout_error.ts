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
  readonly stock: { readonly creation: { readonly lastError: unknown } };
  nowMs(): number;
}

/** Says who has the values that a caller waited for in vain, as far as is known. */
export function timeoutError<T>(pool: PoolAtTimeout<T>, timeoutMs: number): DOMException {
  const { leases: { oldest, size }, stock: { creation: { lastError } } } = pool;
  const longest = oldest === undefined ? "" : `, the longest ${describeUse(oldest, pool.nowMs())}`;
  const last = lastError === undefined ? "" : `; making one failed: ${describeError(lastError)}`;
  return new DOMException(
    `Cannot acquire a value of pool "${pool.name}" within ${timeoutMs} ms: ` +
      `${size} of ${pool.settings.max} are in use${longest}; ` +
      `others that wait: ${pool.waiters.size - 1}${last}`,
    "TimeoutError",
  );
}
