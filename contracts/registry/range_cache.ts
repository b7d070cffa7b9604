import { compileRange, type VersionTest } from "./version_range.ts";

/**
 * Compiled version ranges, those that were asked for last. They are kept in two generations, so
 * that a hit costs one look-up: when the young one is full, it takes the place of the old one.
 */
export class RangeCache {
  #young = new Map<string, VersionTest>();
  #old = new Map<string, VersionTest>();
  readonly #limit: number;

  /** Keeps from half of `limit` to `limit` ranges. */
  constructor(limit: number = 128) {
    this.#limit = limit;
  }

  /** Number of ranges that are kept. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /**
   * Returns the test of a range.
   *
   * @throws {SyntaxError} If it is not a range.
   */
  readonly compile = (range: string): VersionTest => {
    const young = this.#young.get(range);
    if (young !== undefined) return young;
    const test = this.#old.get(range) ?? compileRange(range);
    this.#young.set(range, test);
    if (this.#young.size * 2 >= this.#limit) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    return test;
  };
}
