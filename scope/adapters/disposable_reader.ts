import { checkMethods, makeAsyncDisposable } from "./_make_disposable.ts";
import { endReader } from "./_end_reader.ts";

/**
 * Gives a stream reader, of either kind, a `Symbol.asyncDispose` that cancels the stream and gives the
 * lock back. Returns the reader.
 *
 * Reads that wait are answered with `done: true`; with `releaseLock()` alone they would be rejected.
 * A stream that has ended or failed is left as it is: its error went to whoever read from it. What
 * the source's own `cancel` throws is thrown.
 *
 * Cancel: the lock is free at once, the dispose waits for the source. A generator behind
 * `ReadableStream.from` that hangs in an `await` makes it hang; a scope gives up after
 * `releaseTimeoutMs`, an `await using` of a block does not.
 *
 * In a scope, {@linkcode streamReader} also tells the source why.
 *
 * @example The first chunk is enough
 * ```ts
 * import { disposableReader } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const stream = ReadableStream.from(["first", "second"]);
 * {
 *   await using reader = disposableReader(stream.getReader());
 *   assert.equal((await reader.read()).value, "first");
 * }
 * assert.equal(stream.locked, false);
 * ```
 * @throws {TypeError} If it is no reader.
 */
export function disposableReader<
  R extends {
    readonly closed: Promise<unknown>;
    cancel(reason?: unknown): Promise<void>;
    releaseLock(): void;
  },
>(reader: R): R & AsyncDisposable {
  checkMethods("make the reader disposable", "reader", reader, ["cancel", "releaseLock"]);
  return makeAsyncDisposable(reader, () => endReader(reader));
}
