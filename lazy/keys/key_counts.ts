import { isSmallInteger, placesFor } from "./small_integer.ts";

/**
 * Integers from here on are never counted in the table: a larger one, 2 MB at most, was slower than a
 * `Map` for keys in random order.
 */
const LIMIT = 2 ** 18;

/** A table up to this many places (32 kB) is made for any integer that it covers. */
const ALWAYS_PLACES = 2 ** 12;

/** Places that may be spent on a key: 32 bytes, about what a `Map` takes for it. */
const PLACES_PER_KEY = 4;

/** Stands for a key that came once, so that its count is there already; slots come after it. */
const ONCE = 1;

/**
 * Counts per key; keys are the same when a `Map` says so, and stand in the order in which they came
 * first.
 *
 * Integers from 0 to 2^18 - 1 are counted in a table that doubles, as long as it has no more than four
 * places for each key, or 2^12 in all. The counts of other keys are in slots of an array, so that a key
 * that comes again costs one look-up instead of two. Counts are exact up to 2^53.
 */
export class KeyCounts<K> {
  /** All keys in order: `ONCE`, or the slot of the count; for what is in the table, `ONCE`. */
  readonly #slots = new Map<unknown, number>();
  #counts = new Float64Array(64);
  #slotsTaken = ONCE + 1;
  #table = new Float64Array(128);

  /** Counts a key once more. */
  push(key: unknown): void {
    if (isSmallInteger(key)) {
      if (key < this.#table.length) {
        const count = ++this.#table[key]!;
        if (count === 1) this.#slots.set(key, ONCE);
        return;
      }
      if (key < LIMIT && this.#reach(key)) {
        this.push(key);
        return;
      }
    }
    const slot = this.#slots.get(key);
    if (slot === undefined) this.#slots.set(key, ONCE);
    else if (slot === ONCE) this.#countTwice(key);
    else this.#counts[slot]!++;
  }

  /** The counts; nothing can be counted after that. */
  result(): Map<K, number> {
    const slots = this.#slots;
    const table = this.#table;
    for (const [key, slot] of slots) {
      if (isSmallInteger(key) && key < table.length) {
        if (table[key] !== 1) slots.set(key, table[key]!);
      } else if (slot !== ONCE) slots.set(key, this.#counts[slot]!);
    }
    return slots as Map<K, number>;
  }

  #countTwice(key: unknown): void {
    const slot = this.#slotsTaken++;
    if (slot === this.#counts.length) {
      const counts = new Float64Array(2 * slot);
      counts.set(this.#counts);
      this.#counts = counts;
    }
    this.#counts[slot] = 2;
    this.#slots.set(key, slot);
  }

  /** Lets the table grow to a key if there are keys enough; what it covers moves over. */
  #reach(key: number): boolean {
    const places = placesFor(key);
    if (places > ALWAYS_PLACES && places > PLACES_PER_KEY * this.#slots.size) return false;
    const table = new Float64Array(places);
    table.set(this.#table);
    for (const [other, slot] of this.#slots) {
      if (!isSmallInteger(other) || other < this.#table.length || other >= places) continue;
      table[other] = slot === ONCE ? 1 : this.#counts[slot]!;
    }
    this.#table = table;
    return true;
  }
}
