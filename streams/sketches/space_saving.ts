import { checkInteger, formatValue } from "../../_internal/check_option.ts";

/** A key that a {@linkcode SpaceSaving} sketch holds. */
export interface HeavyHitter {
  /** The key. */
  readonly key: string;
  /** Its count; at most `error` too high, never too low. */
  readonly count: number;
  /** By how much `count` may be too high; 0 means that it is exact. */
  readonly error: number;
}

/**
 * The most frequent keys of an endless stream in constant memory: Metwally's Space-Saving.
 *
 * It holds at most `capacity` counters. Every key that makes up more than 1/`capacity` of the
 * stream is among them, and with fewer distinct keys than counters all counts are exact.
 *
 * @example
 * ```ts
 * import { SpaceSaving } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const sketch = new SpaceSaving(100);
 * for (const repository of ["a/a", "b/b", "a/a"]) sketch.add(repository);
 * assert.deepEqual(sketch.top(1), [{ key: "a/a", count: 2, error: 0 }]);
 * ```
 *
 * @see Metwally, Agrawal, El Abbadi: Efficient Computation of Frequent and Top-k Elements in Data
 * Streams, ICDT 2005
 */
export class SpaceSaving {
  readonly #capacity: number;
  readonly #counters = new Map<string, { count: number; error: number }>();

  /**
   * Makes an empty sketch.
   *
   * @param capacity Counters at most, from 1.
   * @throws {RangeError} If `capacity` is out of range.
   */
  constructor(capacity: number) {
    this.#capacity = checkInteger("make a SpaceSaving sketch", "capacity", capacity, 1);
  }

  /** Counters at most. */
  get capacity(): number {
    return this.#capacity;
  }

  /** Counts a key, `amount` times. */
  add(key: string, amount: number = 1): void {
    const counter = this.#counters.get(key);
    if (counter !== undefined) {
      counter.count += amount;
    } else if (this.#counters.size < this.#capacity) {
      this.#counters.set(key, { count: amount, error: 0 });
    } else {
      const [smallest, { count }] = this.#smallest();
      this.#counters.delete(smallest);
      this.#counters.set(key, { count: count + amount, error: count });
    }
  }

  /** The `limit` keys with the highest counts, highest first. */
  top(limit: number = this.#capacity): HeavyHitter[] {
    return [...this.#counters]
      .map(([key, { count, error }]) => ({ key, count, error }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .slice(0, limit);
  }

  /** An independent copy. */
  clone(): SpaceSaving {
    return SpaceSaving.parse(this.serialize());
  }

  /** The whole state as text, for a database. */
  serialize(): string {
    const counters = [...this.#counters].map(([key, { count, error }]) => [key, count, error]);
    return JSON.stringify({ capacity: this.#capacity, counters });
  }

  /**
   * Restores a sketch from {@linkcode SpaceSaving.serialize}.
   *
   * @throws {SyntaxError} If the text is not one.
   */
  static parse(state: string): SpaceSaving {
    const { capacity, counters } = Object(JSON.parse(state));
    const sound = Number.isInteger(capacity) && capacity > 0 && Array.isArray(counters) &&
      counters.length <= capacity && counters.every(isCounter);
    if (!sound) {
      throw new SyntaxError(
        `Cannot restore a SpaceSaving sketch as its state must be the text of "serialize": ` +
          `current value is ${formatValue(state)}`,
      );
    }
    const sketch = new SpaceSaving(capacity);
    for (const [key, count, error] of counters) sketch.#counters.set(key, { count, error });
    return sketch;
  }

  #smallest(): [string, { count: number }] {
    let smallest: [string, { count: number }] | undefined;
    for (const entry of this.#counters) {
      if (smallest === undefined || entry[1].count < smallest[1].count) smallest = entry;
    }
    return smallest!;
  }
}

function isCounter(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "string" && Number.isFinite(value[1]) &&
    Number.isFinite(value[2]);
}
