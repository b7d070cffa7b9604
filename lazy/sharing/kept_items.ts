import { type Log, Outcome, type Reader } from "./log.ts";

/** What the readers of `memoize()` read: all items, up to a limit. */
export class KeptItems implements Log {
  readonly isFull = false;
  readonly #limit: number;
  readonly #items: unknown[] = [];
  readonly #outcome: Outcome = new Outcome();

  constructor(limit: number) {
    this.#limit = limit;
  }

  join(): Reader {
    return { position: 0 };
  }

  /** Others may come, so the run stays open without readers. */
  leave(): boolean {
    return false;
  }

  take(reader: Reader): unknown {
    if (reader.position === this.#items.length) return this.#outcome.read();
    return this.#items[reader.position++];
  }

  append(item: unknown): boolean {
    if (this.#items.length >= this.#limit) return false;
    this.#items.push(item);
    return true;
  }

  end(): void {
    this.#outcome.end();
  }

  fail(error: unknown): void {
    this.#outcome.fail(error);
  }

  overflow(): RangeError {
    return new RangeError(
      `Cannot keep more than ${this.#limit} items: raise "limit", take() fewer items before ` +
        "memoize(), or pass a factory that opens the source anew for each run",
    );
  }
}
