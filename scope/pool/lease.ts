/**
 * One value of a pool, lent to one caller until it is given back. It is a `Disposable`, so that
 * `using` (and `await using`) gives it back at the end of the block.
 *
 * A block cannot tell whether it was left by an error: where an error may mean that the value is
 * broken, `pool.use` is the better door, or `discard(error)` in a `catch`.
 *
 * @example
 * ```ts
 * import { defineResource, ResourcePool } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const token = defineResource({ name: "token", acquire: () => ({ uses: 0 }), release: () => {} });
 * await using pool = new ResourcePool(token, { max: 2 });
 * {
 *   using lease = await pool.acquire();
 *   lease.value.uses++;
 *   assert.equal(pool.stats().used, 1);
 * }
 * assert.equal(pool.stats().used, 0);
 * assert.equal(pool.stats().idle, 1);
 * ```
 */
export interface Lease<T> extends Disposable {
  /**
   * The value; keep the lease and read it here, so that a use after the end is found out.
   *
   * @throws {TypeError} If the lease has ended.
   * @throws {PoolClosedError} If the pool took the value back, as its time to drain was over.
   */
  readonly value: T;
  /** Gives the value back; a second call does nothing. */
  release(): void;
  /**
   * Gives the value back as broken: the pool destroys it and makes another when one is wanted. After
   * the end of the lease it does nothing.
   *
   * @param error What went wrong; the resource's `release` is told, as the failure of its exit.
   */
  discard(error?: unknown): void;
  /** The same as `release()`. */
  [Symbol.dispose](): void;
}
