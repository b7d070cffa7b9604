import { type Cursor, DONE, NO_ITEMS } from "../engine/cursor.ts";

/** A cursor over a `ReadableStream`: cancels it upon an early exit, always gives the lock back. */
export class StreamCursor implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  /** How many pulls there were. */
  index = 0;
  #reader: ReadableStreamDefaultReader<unknown> | undefined;

  constructor(stream: ReadableStream<unknown>) {
    this.#reader = stream.getReader();
  }

  next(): unknown {
    this.index++;
    return this.#reader?.read() ?? DONE;
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
