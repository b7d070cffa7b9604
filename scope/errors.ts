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
 * It is an `AggregateError`, not a `SuppressedError`, because consoles and loggers print every error
 * of the former and none of the latter.
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
    const after = options !== undefined && "cause" in options ? " after its body failed" : "";
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
