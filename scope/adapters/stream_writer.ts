import { abortWriter, closeWriter, notClosed } from "./_end_writer.ts";
import { checkMethods } from "./_make_disposable.ts";
import { defineResource, type Resource } from "../resource.ts";

/**
 * A resource that takes the lock of a writable stream, and on release gives it back: after a success
 * it closes the stream, after a failure it aborts it with what the work failed with, and if nobody
 * said how the work ended, with a `DOMException` named `AbortError`. The sink thus knows half a file
 * from a whole one.
 *
 * Closing a stream that has failed meanwhile rejects, also if no write was awaited: the scope's close
 * then rejects with the stream's error. A stream that was closed by hand is left as it is.
 *
 * @example Closed after a success, aborted after a failure
 * ```ts
 * import { streamWriter, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const file = () =>
 *   new WritableStream<string>({
 *     close: () => void log.push("closed"),
 *     abort: (reason) => void log.push(`aborted: ${reason.message}`),
 *   });
 * await withScope("export", async (scope) => {
 *   const writer = await scope.acquire(streamWriter(file(), "rows"));
 *   await writer.write("one");
 * });
 * const broken = withScope("export", async (scope) => {
 *   await scope.acquire(streamWriter(file(), "rows"));
 *   throw new Error("no row two");
 * });
 * await assert.rejects(broken, /no row two/);
 * assert.deepEqual(log, ["closed", "aborted: no row two"]);
 * ```
 * @param stream The stream; acquiring fails with a `TypeError` if it is locked.
 * @param name Name in trees, events and errors. @default "stream writer"
 * @throws {TypeError} If it is no writable stream, or the name is empty.
 */
export function streamWriter<T>(
  stream: WritableStream<T>,
  name: string = "stream writer",
): Resource<WritableStreamDefaultWriter<T>> {
  checkMethods("write to the stream", "stream", stream, ["getWriter"]);
  return defineResource({
    name,
    acquire: () => stream.getWriter(),
    release(writer, exit) {
      if (exit.status === "success") return closeWriter(writer);
      return abortWriter(writer, "error" in exit ? exit.error : notClosed());
    },
  });
}
