import { END } from "../engine/pull_run.ts";
import { type Log, Outcome, type Reader } from "./log.ts";

/**
 * What the branches of `tee()` read, each at its own pace: an item is kept until the slowest of
 * them has read it or left.
 */
export class LagBuffer implements Log {
  readonly #maxLag: number;
  readonly #readers: Reader[] = [];
  readonly #outcome: Outcome = new Outcome();
  /** A ring of places, a power of two of them; the first kept item is at `#head`. */
  #ring: unknown[] = new Array(8).fill(undefined);
  #head = 0;
  #size = 0;
  /** Number of the first kept item: the position of the slowest reader. */
  #base = 0;
  /** Readers that have yet to read the first kept item. */
  #slowest = 0;

  constructor(maxLag: number) {
    this.#maxLag = maxLag;
  }

  /** How many items are kept. */
  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size >= this.#maxLag;
  }

  /** All readers join before the first item comes. */
  join(): Reader {
    const reader = { position: 0 };
    this.#readers.push(reader);
    this.#slowest++;
    return reader;
  }

  leave(reader: Reader): boolean {
    const { position } = reader;
    this.#readers.splice(this.#readers.indexOf(reader), 1);
    reader.position = Infinity;
    this.#release(position);
    return this.#readers.length === 0;
  }

  take(reader: Reader): unknown {
    const index = reader.position - this.#base;
    if (index === Infinity) return END;
    if (index >= this.#size) return this.#outcome.read();
    const item = this.#ring[(this.#head + index) & (this.#ring.length - 1)];
    reader.position++;
    this.#release(reader.position - 1);
    return item;
  }

  append(item: unknown): boolean {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#size++) & (this.#ring.length - 1)] = item;
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
      `Cannot read on in this branch as the slowest one is ${this.#maxLag} items behind: ` +
        'raise "maxLag", read the branches in step, or close those that you do not need',
    );
  }

  /** Notes that a reader has moved on from a position; drops what nobody needs any more. */
  #release(position: number): void {
    if (position !== this.#base || --this.#slowest > 0) return;
    let base = Infinity;
    for (const reader of this.#readers) base = Math.min(base, reader.position);
    const end = this.#base + this.#size;
    this.#drop(Math.min(base, end) - this.#base);
    for (const reader of this.#readers) if (reader.position === this.#base) this.#slowest++;
  }

  #drop(count: number): void {
    this.#base += count;
    this.#size -= count;
    for (let left = count; left > 0; left--) {
      this.#ring[this.#head] = undefined;
      this.#head = (this.#head + 1) & (this.#ring.length - 1);
    }
  }

  #grow(): void {
    const free = new Array(this.#ring.length).fill(undefined);
    this.#ring = [...this.#ring.slice(this.#head), ...this.#ring.slice(0, this.#head), ...free];
    this.#head = 0;
  }
}
