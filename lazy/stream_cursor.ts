import type { Cursor } from "./cursor.ts";

/** A cursor over a `ReadableStream`: cancels it upon an early exit, always gives the lock back. */
export class StreamCursor implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  #reader: ReadableStreamDefaultReader<unknown> | undefined;

  constructor(stream: ReadableStream<unknown>) {
    this.#reader = stream.getReader();
  }

  next(): unknown {
    return this.#reader?.read() ?? { done: true, value: undefined };
  }

  forget(): void {
    this.#reader?.releaseLock();
    this.#reader = undefined;
  }

  close(reason?: unknown): unknown {
    const cancelled = this.#reader?.cancel(reason);
    this.forget();
    return cancelled;
  }
}
