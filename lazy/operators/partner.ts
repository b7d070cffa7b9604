import { isThenable } from "../../_internal/is_thenable.ts";
import { closeAll, ignore } from "../engine/closing.ts";
import type { Cursor } from "../engine/cursor.ts";
import { checkResult } from "../engine/iterator_result.ts";
import type { Mode } from "../engine/mode.ts";
import type { Source } from "../sources/source.ts";

/** A further source that a stage pulls items from, beside those that come to it. */
export class Partner {
  /** The item that the last pull has found. */
  value: unknown;
  /** Whether there is nothing more to pull, as it ran out, failed or was closed. */
  isDone = false;
  readonly #source: Source;
  readonly #isAsync: boolean;
  #cursor: Cursor | undefined;

  constructor(source: Source, mode: Mode) {
    this.#source = source;
    this.#isAsync = mode.isAsync;
  }

  /** Pulls one item, opening the source the first time. Tells whether there was one. */
  pull(): boolean | PromiseLike<boolean> {
    if (this.isDone) return false;
    const cursor = this.#cursor ??= this.#open();
    if (cursor.index < cursor.items.length) {
      return this.#take(cursor, cursor.items[cursor.index++]);
    }
    try {
      const result = cursor.next();
      if (!this.#isAsync || !isThenable(result)) return this.#read(cursor, result);
      return result.then(
        (settled) => this.#readLate(cursor, settled),
        (error) => this.#fail(cursor, error),
      );
    } catch (error) {
      return this.#fail(cursor, error);
    }
  }

  /** Closes the source unless it ran out or failed; one that was never opened is discarded. */
  close(reason?: unknown): unknown {
    if (this.isDone) return undefined;
    this.isDone = true;
    return this.#cursor === undefined ? this.#source.discard(reason) : this.#cursor.close(reason);
  }

  /** Opening runs the user's code, which may have ended the run meanwhile. */
  #open(): Cursor {
    const cursor = this.#source.open();
    if (this.isDone) new Promise((resolve) => resolve(cursor.close())).catch(ignore);
    return cursor;
  }

  #read(cursor: Cursor, answer: unknown): boolean | PromiseLike<boolean> {
    const result = checkResult(answer);
    if (!result.done) return this.#take(cursor, result.value);
    this.isDone = true;
    cursor.forget();
    return false;
  }

  #readLate(cursor: Cursor, answer: unknown): boolean | PromiseLike<boolean> {
    try {
      return this.#read(cursor, answer);
    } catch (error) {
      return this.#fail(cursor, error);
    }
  }

  #take(cursor: Cursor, value: unknown): boolean | PromiseLike<boolean> {
    if (cursor.awaitsItems && isThenable(value)) {
      return value.then((item) => {
        this.value = item;
        return true;
      });
    }
    this.value = value;
    return true;
  }

  #fail(cursor: Cursor, error: unknown): never {
    this.isDone = true;
    cursor.forget();
    throw error;
  }
}

/**
 * Closes partners, the last first. All are asked at once, so that none is left open behind one that
 * takes its time; the promise of an async run waits for all of them.
 */
export function closePartners(
  partners: readonly Partner[],
  mode: Mode,
  reason?: unknown,
): void | Promise<void> {
  const latestFirst = partners.toReversed();
  if (!mode.isAsync) return closeAll(latestFirst, reason);
  const closing = latestFirst.map((partner) =>
    new Promise((resolve) => resolve(partner.close(reason)))
  );
  return Promise.allSettled(closing).then((outcomes) => {
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  });
}
