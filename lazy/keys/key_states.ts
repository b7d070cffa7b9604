import { isSmallInteger, placesFor } from "./small_integer.ts";

/** Integers from here on are never looked up in the table, which takes 2 MB at most. */
const LIMIT = 2 ** 18;

/** A table up to this many places (32 kB) is made for any integer that it covers. */
const ALWAYS_PLACES = 2 ** 12;

/** Places that may be spent on a key: 32 bytes, about what a `Map` takes for it. */
const PLACES_PER_KEY = 4;

/** What holds the state of a key. */
export interface Cell<A> {
  state: A;
}

/**
 * One state per key, reduced from the items of the key; keys are the same when a `Map` says so, and
 * stand in the order in which they came first.
 *
 * States are kept in cells, so that an item costs one look-up of its key instead of two. Integers from 0
 * to 2^18 - 1 are looked up in a table that doubles, as long as it has no more than four places for
 * each key, or 2^12 in all; other keys in a `Map`.
 */
export class KeyStates<K, A> {
  /** The cells of all keys, in order. */
  readonly #cells = new Map<K, Cell<A>>();
  #table: (Cell<A> | undefined)[] = new Array(128).fill(undefined);
  readonly #initial: (key: K) => A;

  /** `initial` makes the state that a key begins with; it is called when the key comes first. */
  constructor(initial: (key: K) => A) {
    this.#initial = initial;
  }

  /** The cell of a key, in which its state is read and written. */
  cellOf(key: K): Cell<A> {
    if (isSmallInteger(key)) {
      if (key < this.#table.length) return this.#table[key] ??= this.#add(key);
      if (key < LIMIT && this.#reach(key)) return this.cellOf(key);
    }
    return this.#cells.get(key) ?? this.#add(key);
  }

  /** The states by key; no key can be looked up after that. */
  result(): Map<K, A> {
    const states = this.#cells as Map<K, Cell<A> | A>;
    for (const [key, cell] of this.#cells) states.set(key, cell.state);
    return states as Map<K, A>;
  }

  #add(key: K): Cell<A> {
    const initial = this.#initial;
    const cell = { state: initial(key) };
    this.#cells.set(key, cell);
    return cell;
  }

  /** Lets the table grow to a key if there are keys enough; what it covers is found there from now. */
  #reach(key: number): boolean {
    const places = placesFor(key);
    if (places > ALWAYS_PLACES && places > PLACES_PER_KEY * this.#cells.size) return false;
    const table = new Array<Cell<A> | undefined>(places).fill(undefined);
    for (const [other, cell] of this.#cells) {
      if (isSmallInteger(other) && other < places) table[other] = cell;
    }
    this.#table = table;
    return true;
  }
}
