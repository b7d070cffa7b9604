import { isSmallInteger, placesFor } from "./small_integer.ts";

/** Integers from here on are never held in bits. */
const LIMIT = 2 ** 22;

/** Integers below this are always held in bits, which take 8 kB at most. */
const ALWAYS_BITS = 2 ** 16;

/** Bits that may be spent on an integer: 32 bytes, about what a `Set` takes for it. */
const BITS_PER_INTEGER = 256;

/**
 * Keys that have been seen; they are the same when a `Set` says so.
 *
 * Integers from 0 to 2^22 - 1 are bits of a table that doubles, 512 kB at most; all other keys are in a
 * `Set`, and so are integers that lie far out while few have been seen: the table grows up to a key
 * only if it has then no more than 256 bits for each integer seen, or 2^16 bits in all. When it grows,
 * the integers that it covers from there on move over from the `Set`.
 */
export class SeenSet {
  #words = new Int32Array(32);
  readonly #others = new Set<unknown>();
  /** Integers in bits. */
  #inBits = 0;
  /** Integers below the limit that are in the `Set`, as they lie too far out. */
  #farOut = 0;

  /** How many keys have been seen. */
  get size(): number {
    return this.#inBits + this.#others.size;
  }

  /** Takes in a key; tells whether it is new. */
  add(key: unknown): boolean {
    if (isSmallInteger(key)) {
      const at = key >>> 5;
      if (at < this.#words.length) {
        const word = this.#words[at]!;
        const marked = word | (1 << (key & 31));
        if (marked === word) return false;
        this.#words[at] = marked;
        this.#inBits++;
        return true;
      }
      if (key < LIMIT) return this.#addFar(key);
    }
    if (this.#others.has(key)) return false;
    this.#others.add(key);
    return true;
  }

  /** Takes in an integer beyond the table, which grows if there are integers enough. */
  #addFar(key: number): boolean {
    const bits = placesFor(key);
    if (bits <= ALWAYS_BITS || bits <= BITS_PER_INTEGER * (this.#inBits + this.#farOut)) {
      this.#grow(bits);
      return this.add(key);
    }
    if (this.#others.has(key)) return false;
    this.#others.add(key);
    this.#farOut++;
    return true;
  }

  #grow(bits: number): void {
    const words = new Int32Array(bits >>> 5);
    words.set(this.#words);
    this.#words = words;
    if (this.#farOut === 0) return;
    for (const key of this.#others) {
      if (!isSmallInteger(key) || key >= bits) continue;
      this.#others.delete(key);
      words[key >>> 5]! |= 1 << (key & 31);
      this.#inBits++;
      this.#farOut--;
    }
  }
}
