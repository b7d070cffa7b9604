import { printInFull } from "./inspection/print_in_full.ts";

/** One release that went wrong. */
export interface ReleaseFailure {
  /** Where: the path of the scope and the name of the resource, as `app/request/transaction`. */
  readonly path: string;
  /** What its release threw, or a `TimeoutError` when it was abandoned. */
  readonly error: unknown;
}

const NAMED_IN_MESSAGE = 5;

/**
 * Says that releases failed, more than one of them or after the body had failed too. `errors` holds
 * what they threw in the order of release; `cause` is what the body threw.
 *
 * It is an `AggregateError`, not a `SuppressedError`, because consoles and loggers print the errors of
 * the former and none of the latter. In the console of Deno and of Node it prints all of them, however
 * deep, as {@linkcode formatError} does, and `JSON.stringify` writes them all.
 *
 * @example Both causes are at hand
 * ```ts
 * import { ReleaseError, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const work = withScope("job", (job) => {
 *   job.defer("lock", () => {
 *     throw new Error("lock is gone");
 *   });
 *   throw new Error("disk is full");
 * });
 * await assert.rejects(work, (error: unknown) => {
 *   assert.ok(error instanceof ReleaseError);
 *   assert.equal((error.cause as Error).message, "disk is full");
 *   assert.deepEqual(error.resources, ["job/lock"]);
 *   return true;
 * });
 * ```
 */
export class ReleaseError extends AggregateError {
  /** Tells the class apart, also across two copies of this package. */
  override readonly name = "ReleaseError";
  /** Path of the scope that was closed. */
  readonly path: string;
  /** Paths of the resources that failed, in the order of `errors`. */
  readonly resources: readonly string[];

  /**
   * Makes the error of a close.
   *
   * @param path Path of the scope that was closed.
   * @param failures What went wrong, in the order of release.
   * @param options `cause` is what the body threw, where it did.
   */
  constructor(path: string, failures: readonly ReleaseFailure[], options?: ErrorOptions) {
    const after = options !== undefined && "cause" in options
      ? " after its work had failed or was stopped"
      : "";
    const count = failures.length === 1 ? "1 resource" : `${failures.length} resources`;
    super(
      failures.map((failure) => failure.error),
      `Cannot release ${count} of scope "${path}"${after}: ${nameResources(failures)}`,
      options,
    );
    this.path = path;
    this.resources = Object.freeze(failures.map((failure) => failure.path));
  }
}

function nameResources(failures: readonly ReleaseFailure[]): string {
  const named = failures.slice(0, NAMED_IN_MESSAGE).map((failure) => failure.path).join(", ");
  const rest = failures.length - NAMED_IN_MESSAGE;
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/**
 * Says that {@linkcode acquireAll} failed in more than one place. `cause` is what went wrong first,
 * so the reason to give up; `errors` holds the rest: acquisitions that failed at the same moment,
 * then releases of what had arrived.
 *
 * @example Two servers are down
 * ```ts
 * import { acquireAll, AcquireError, defineResource, Scope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const down = (name: string) =>
 *   defineResource({
 *     name,
 *     acquire: () => Promise.reject(new Error(`${name} is down`)),
 *     release: () => {},
 *   });
 *
 * await using scope = new Scope("app");
 * await assert.rejects(
 *   acquireAll(scope, { db: down("db"), cache: down("cache") }),
 *   (error: unknown) => {
 *     assert.ok(error instanceof AcquireError);
 *     assert.equal((error.cause as Error).message, "db is down");
 *     assert.deepEqual(error.errors.map((error) => error.message), ["cache is down"]);
 *     assert.deepEqual(error.resources, ["app/cache"]);
 *     return true;
 *   },
 * );
 * ```
 */
export class AcquireError extends AggregateError {
  /** Tells the class apart, also across two copies of this package. */
  override readonly name = "AcquireError";
  /** Path of the scope. */
  readonly path: string;
  /** Paths of the resources behind `errors`, in the same order. */
  readonly resources: readonly string[];

  /**
   * Makes the error of a call.
   *
   * @param path Path of the scope.
   * @param failures What went wrong besides the cause.
   * @param options `cause` is what went wrong first.
   */
  constructor(path: string, failures: readonly ReleaseFailure[], options: ErrorOptions) {
    super(
      failures.map((failure) => failure.error),
      `Cannot acquire the resources in scope "${path}": besides the cause, ` +
        `${nameResources(failures)} failed`,
      options,
    );
    this.path = path;
    this.resources = Object.freeze(failures.map((failure) => failure.path));
  }
}

/**
 * Says that a scope was used after it had begun to close.
 *
 * @example
 * ```ts
 * import { Scope, ScopeClosedError } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const scope = new Scope("job");
 * await scope.close();
 * assert.throws(() => scope.child("step"), ScopeClosedError);
 * ```
 */
export class ScopeClosedError extends Error {
  /** Tells the class apart, also across two copies of this package. */
  override readonly name = "ScopeClosedError";
  /** Path of the scope. */
  readonly path: string;

  /**
   * Makes the error of a refusal.
   *
   * @param path Path of the scope.
   * @param action What could not be done, as `acquire "db"`.
   * @param options `cause` is what went wrong on the way, where something did.
   */
  constructor(path: string, action: string, options?: ErrorOptions) {
    super(`Cannot ${action} as scope "${path}" is closed or closing`, options);
    this.path = path;
  }
}

/**
 * Says that a transaction was not committed although its work had succeeded: the database had rolled
 * it back, or it was ended before one inside it. Or that it was not begun, as another one that it is
 * not inside is open on the same connection.
 *
 * PostgreSQL answers a commit without an error when a statement in the transaction had failed, so
 * that a caller who dealt with that error would believe that the rest is kept.
 *
 * @example A failed statement undoes the whole transaction
 * ```ts
 * import { transaction, TransactionError, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * // As PostgreSQL answers after a statement has failed.
 * const client = {
 *   query: (text: string) => Promise.resolve({ command: text === "commit" ? "ROLLBACK" : "BEGIN" }),
 * };
 *
 * const work = withScope("order", async (order) => {
 *   await order.acquire(transaction(client));
 * });
 * await assert.rejects(work, TransactionError);
 * ```
 */
export class TransactionError extends Error {
  /** Tells the class apart, also across two copies of this package. */
  override readonly name = "TransactionError";
}

/**
 * Says that a pool was used after it had begun to close.
 *
 * @example
 * ```ts
 * import { defineResource, PoolClosedError, ResourcePool } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const token = defineResource({ name: "token", acquire: () => ({}), release: () => {} });
 * const pool = new ResourcePool(token);
 * await pool.close();
 * await assert.rejects(pool.acquire(), PoolClosedError);
 * ```
 */
export class PoolClosedError extends Error {
  /** Tells the class apart, also across two copies of this package. */
  override readonly name = "PoolClosedError";
  /** Name of the pool. */
  readonly pool: string;

  /**
   * Makes the error of a refusal.
   *
   * @param pool Name of the pool.
   * @param action What could not be done, as `acquire a value`.
   */
  constructor(pool: string, action: string) {
    super(`Cannot ${action} as pool "${pool}" is closed or closing`);
    this.pool = pool;
  }
}

/**
 * Says that so many callers wait for a value of a pool that no more may join them.
 *
 * @example Nobody waits where waiting is no use
 * ```ts
 * import { defineResource, PoolBusyError, ResourcePool } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const token = defineResource({ name: "token", acquire: () => ({}), release: () => {} });
 * await using pool = new ResourcePool(token, { max: 1, maxWaiting: 0 });
 * using _lease = await pool.acquire();
 * await assert.rejects(pool.acquire(), PoolBusyError);
 * ```
 */
export class PoolBusyError extends Error {
  /** Tells the class apart, also across two copies of this package. */
  override readonly name = "PoolBusyError";
  /** Name of the pool. */
  readonly pool: string;
  /** Callers that wait. */
  readonly pending: number;

  /**
   * Makes the error of a refusal.
   *
   * @param pool Name of the pool.
   * @param pending Callers that wait.
   */
  constructor(pool: string, pending: number) {
    const why = pending === 0
      ? "no caller may wait"
      : `${pending} ${pending === 1 ? "caller waits" : "callers wait"} already`;
    super(`Cannot wait for a value of pool "${pool}" as ${why}`);
    this.pool = pool;
    this.pending = pending;
  }
}

printInFull(ReleaseError);
printInFull(AcquireError);
