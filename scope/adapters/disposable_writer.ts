import { abortWriter, notClosed } from "./_end_writer.ts";
import { checkMethods, makeAsyncDisposable } from "./_make_disposable.ts";

/**
 * Gives a stream writer a `Symbol.asyncDispose` that aborts the stream, unless you have closed it, and
 * gives the lock back. Returns the writer.
 *
 * A block cannot tell whether its body threw, and half a file must not pass for a whole one. So
 * `await writer.close()` is the last line of the body, and whatever keeps it from being reached aborts
 * the stream, with a `DOMException` named `AbortError`. In a scope, {@linkcode streamWriter} closes
 * after a success by itself.
 *
 * A stream that has failed is left as it is: its error went to whoever wrote. What the sink's own
 * `abort` throws is thrown. Nothing here makes `writer.closed` or `writer.ready` an unhandled
 * rejection; the promises of writes that you do not await are yours to handle.
 *
 * Cancel: the lock is free at once, the dispose waits for a write that is under way. One that waits
 * for a reader who never comes, as in a `TransformStream`, makes it hang; a scope gives up after
 * `releaseTimeoutMs`, an `await using` of a block does not.
 *
 * @example Closed by its last line, or aborted
 * ```ts
 * import { disposableWriter } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const file = () =>
 *   new WritableStream<string>({
 *     write: (chunk) => void log.push(chunk),
 *     close: () => void log.push("closed"),
 *     abort: (reason) => void log.push(reason.name),
 *   });
 * async function save(stream: WritableStream<string>, isWhole: boolean): Promise<void> {
 *   await using writer = disposableWriter(stream.getWriter());
 *   await writer.write("one");
 *   if (!isWhole) return;
 *   await writer.close();
 * }
 * await save(file(), true);
 * await save(file(), false);
 * assert.deepEqual(log, ["one", "closed", "one", "AbortError"]);
 * ```
 * @throws {TypeError} If it is no writer.
 */
export function disposableWriter<
  W extends {
    readonly desiredSize: number | null;
    abort(reason?: unknown): Promise<void>;
    releaseLock(): void;
  },
>(writer: W): W & AsyncDisposable {
  checkMethods("make the writer disposable", "writer", writer, ["abort", "releaseLock"]);
  return makeAsyncDisposable(writer, () => abortWriter(writer, notClosed()));
}
