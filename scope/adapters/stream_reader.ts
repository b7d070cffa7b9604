import { endReader } from "./_end_reader.ts";
import { checkMethods } from "./_make_disposable.ts";
import { defineResource, type Resource } from "../resource.ts";

/**
 * A resource that takes the lock of a readable stream, and on release cancels the stream and gives the
 * lock back. The source's `cancel` hears what the work failed with, and nothing after a success.
 *
 * {@linkcode disposableReader} says what becomes of reads that wait, and of streams that have ended.
 *
 * @example The source hears why nobody reads on
 * ```ts
 * import { streamReader, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * let reason: unknown;
 * const stream = new ReadableStream<string>({
 *   start: (controller) => controller.enqueue("not a number"),
 *   cancel: (why) => void (reason = why),
 * });
 * const work = withScope("import", async (scope) => {
 *   const reader = await scope.acquire(streamReader(stream));
 *   const { value } = await reader.read();
 *   throw new TypeError(value);
 * });
 * await assert.rejects(work, TypeError);
 * assert.equal((reason as Error).message, "not a number");
 * ```
 * @param stream The stream; acquiring fails with a `TypeError` if it is locked.
 * @param name Name in trees, events and errors. @default "stream reader"
 * @throws {TypeError} If it is no readable stream, or the name is empty.
 */
export function streamReader<T>(
  stream: ReadableStream<T>,
  name: string = "stream reader",
): Resource<ReadableStreamDefaultReader<T>> {
  checkMethods("read from the stream", "stream", stream, ["getReader"]);
  return defineResource({
    name,
    acquire: () => stream.getReader(),
    release: (reader, exit) => endReader(reader, "error" in exit ? exit.error : undefined),
  });
}
